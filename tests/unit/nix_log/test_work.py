"""Derivations have the names that Cargo gives to their work."""

import dataclasses

import pytest

from cargo_nix.nix_log.work import work_of, work_of_name
from support.derivations import check, unit


@pytest.mark.parametrize(
    ("kind", "mode", "target", "title", "short"),
    [
        ("lib", "build", "words", "words v0.1.0 (lib)", "words"),
        ("proc-macro", "build", "words", "words v0.1.0 (lib)", "words"),
        ("lib", "test", "words", "words v0.1.0 (lib test)", "words(test)"),
        ("bin", "build", "tally", 'words v0.1.0 (bin "tally")', "tally(bin)"),
        ("bin", "test", "tally", 'words v0.1.0 (bin "tally" test)', "tally(bin test)"),
        ("test", "test", "program", 'words v0.1.0 (test "program")', "program(test)"),
        ("bench", "bench", "speed", 'words v0.1.0 (bench "speed")', "speed(bench)"),
        ("example", "build", "show", 'words v0.1.0 (example "show")', "show(example)"),
        ("custom-build", "build", "build-script-build", "words v0.1.0 (build script)", "words(build.rs)"),
    ],
)
def test_targets_have_the_descriptions_of_cargo(kind: str, mode: str, target: str, title: str, short: str) -> None:
    work = work_of(unit(kind=kind, mode=mode, target=target))
    assert (work.kind, work.verb, work.title, work.short) == ("unit", "Compiling", title, short)
    assert work.label == title.replace(" v0.1.0", "")
    assert work.member


def test_the_run_of_a_build_script() -> None:
    work = work_of(unit(kind="custom-build", mode="run-custom-build", target="build-script-build"))
    assert (work.kind, work.verb, work.title) == ("script", "Running", "words v0.1.0 (build script)")
    assert (work.label, work.short) == ("words (build script run)", "words(build)")


def test_tests_have_the_flags_to_run_them_again() -> None:
    library = {"kind": "lib", "mode": "test", "target": "words", "run": None}
    work = work_of(check("words-test", "test", unit=library, flags="--lib"))
    assert (work.kind, work.verb, work.title, work.rerun) == ("test", "Testing", "words (lib test)", "-p words --lib")
    work = work_of(check("words-doctest", "doctest", unit={**library, "mode": "doctest"}))
    assert (work.kind, work.verb, work.title, work.rerun) == ("test", "Doc-tests", "words", "-p words --doc")
    assert work.label == "words (doc-tests)"


def test_other_checks() -> None:
    library = {"kind": "lib", "mode": "test", "target": "words", "run": None}
    lint = work_of(check("words-0.1.0-clippy", "lint", unit=library, packageVersion="0.1.0"))
    assert (lint.kind, lint.verb, lint.title) == ("lint", "Checking", "words v0.1.0 (lib test)")
    works = [work_of(check(name, job)) for name, job in (("a", "document"), ("b", "format"), ("c", "findings"))]
    assert [(work.kind, work.verb, work.label) for work in works] == [
        ("check", "Documenting", "a"),
        ("check", "Formatting", "b"),
        ("check", "", "c"),
    ]


def test_packages_and_apps() -> None:
    attributes: tuple[dict[str, object], ...] = ({"files": [], "scrub": []}, {"unitBuilder": "/b", "bindgen": "/w"})
    works = [work_of(dataclasses.replace(unit("words"), attributes=attribute)) for attribute in attributes]
    assert [(work.kind, work.verb, work.title) for work in works] == [("package", "Packaging", "words")] * 2


@pytest.mark.parametrize(
    ("name", "kind", "verb", "title"),
    [
        ("crate-serde_json-1.0.150+x.tar.gz", "crate", "Downloading", "serde_json v1.0.150+x"),
        ("crate-tree-sitter-0.26.0-rc.1.tar.gz", "crate", "Downloading", "tree-sitter v0.26.0-rc.1"),
        ("cargo-nix-plan", "helper", "Planning", "units"),
        ("words-facts", "helper", "Scanning", "words"),
        ("file-sets", "helper", "", "file-sets"),
        ("openssl-3.0.14", "other", "Building", "openssl-3.0.14"),
    ],
)
def test_derivations_by_name(name: str, kind: str, verb: str, title: str) -> None:
    work = work_of_name(name)
    assert (work.kind, work.verb, work.title) == (kind, verb, title)
