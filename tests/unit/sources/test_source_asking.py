"""Variables about its package that a target does not ask for, as the scan of its member and those of others tell."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from source_trees import write_tree

from cargo_nix.clues.variables import EVERY, VARIABLES
from cargo_nix.sources import Asked, MemberAnswer, answer_member
from cargo_nix.sources.settle import settle_unasked

NOBODY: Mapping[str, Sequence[str]] = {"names": [], "members": []}
MODES = dict.fromkeys(("plain", "test", "doc"), NOBODY)
QUIET: Mapping[str, bool | Sequence[str]] = dict.fromkeys(("plain", "test", "doc", "run"), False)
FILES = {
    "src/lib.rs": "#[cfg(test)]\nmod tests;\npub mod inner;\n",
    "src/inner.rs": "",
    "src/tests.rs": 'const A: &str = env!("CARGO_PKG_AUTHORS");\n',
    "src/main.rs": 'fn main() { println!(env!("CARGO_PKG_DESCRIPTION")); }\n',
    "build.rs": "fn main() {}\n",
}


def scan(
    root: Path,
    more: Mapping[str, str],
    asks: Mapping[str, Mapping[str, Sequence[str]]] = MODES,
    run: Mapping[str, Sequence[str]] = NOBODY,
    reading: Sequence[str] = (),
) -> MemberAnswer:
    asked = [
        Asked(kind="lib", name="demo", src_path="src/lib.rs", may_read_files=QUIET, asks=asks),
        Asked(kind="bin", name="demo", src_path="src/main.rs", may_read_files=QUIET, asks=asks),
        Asked(
            kind="custom-build",
            name="build-script-build",
            src_path="build.rs",
            may_read_files={**QUIET, "run": reading or False},
            asks={**MODES, "run": run},
        ),
    ]
    return answer_member(write_tree(root, {**FILES, **more}), asked, location="demo", excluded=())


def asked_of(answer: MemberAnswer, key: str) -> set[str]:
    return {name.removeprefix("CARGO_PKG_").lower() for name in VARIABLES.difference(answer.unasked.variables[key])}


LIB, BIN, RUN = "lib:demo:plain", "bin:demo:plain", "custom-build:build-script-build:run"
ALL = {name.removeprefix("CARGO_PKG_").lower() for name in VARIABLES}


def test_each_target_asks_for_what_its_files_name(tmp_path: Path) -> None:
    answer = scan(tmp_path, {})
    assert {key: asked_of(answer, key) for key in (LIB, "lib:demo:test", BIN, RUN)} == {
        LIB: set(),
        "lib:demo:test": {"authors"},
        BIN: {"description"},
        RUN: set(),
    }
    assert set(answer.unasked.of_library) == VARIABLES


@pytest.mark.parametrize(
    ("script", "lib", "run"),
    [
        ('fn main() { std::env::var("CARGO_PKG_HOMEPAGE"); }', {"homepage"}, {"homepage"}),
        ("fn main() { for it in std::env::vars() {} }", ALL, ALL),
    ],
)
def test_what_a_script_writes_may_ask_too(tmp_path: Path, script: str, lib: set[str], run: set[str]) -> None:
    answer = scan(tmp_path, {"build.rs": script})
    assert (asked_of(answer, LIB), asked_of(answer, RUN)) == (lib, run)


def test_other_files_that_a_script_may_read_count(tmp_path: Path) -> None:
    answer = scan(tmp_path, {"gen.sh": "echo // $CARGO_PKG_LICENSE\n"})
    assert asked_of(answer, RUN) == {"license"}


def test_a_script_that_starts_programs_may_ask_for_anything(tmp_path: Path) -> None:
    answer = scan(tmp_path, {"build.rs": 'fn main() { std::process::Command::new("./gen.sh").status().unwrap(); }\n'})
    assert (asked_of(answer, LIB), asked_of(answer, RUN)) == (ALL, ALL)


def test_crates_below_count(tmp_path: Path) -> None:
    asks = MODES | {"plain": {"names": ["CARGO_PKG_AUTHORS"], "members": []}}
    answer = scan(tmp_path, {}, asks, run={"names": [EVERY], "members": []})
    assert (asked_of(answer, LIB), asked_of(answer, RUN)) == (ALL, ALL)
    answer = scan(tmp_path, {}, asks)
    assert (asked_of(answer, LIB), asked_of(answer, RUN)) == ({"authors"}, set())


def test_of_a_mode_that_the_plan_has_not_nothing_is_known(tmp_path: Path) -> None:
    answer = scan(tmp_path, {}, {"plain": NOBODY})
    assert (asked_of(answer, LIB), asked_of(answer, "lib:demo:doc")) == (set(), ALL)


@pytest.mark.parametrize("source", ["include!(concat!(x!(), 1));\n", 'include!("../../beyond.rs");\n'])
def test_what_is_not_seen_may_ask_for_anything(tmp_path: Path, source: str) -> None:
    assert asked_of(scan(tmp_path, {"src/inner.rs": source}), LIB) == ALL


def test_members_below_count(tmp_path: Path) -> None:
    asks = MODES | {"plain": {"names": [], "members": ["other"]}}
    answer = scan(tmp_path, {}, asks)
    assert asked_of(answer, LIB) == set()
    assert answer.unasked.askers[LIB] == ("other",)
    other = asdict(scan(tmp_path / "other", {"src/inner.rs": 'env!("CARGO_PKG_README");\n'}))
    settled = settle_unasked({"demo": asdict(answer), "other": other})["demo"]
    assert VARIABLES.difference(settled[LIB]) == {"CARGO_PKG_README"}
    assert VARIABLES.difference(settled["lib:demo:doc"]) == set()
    assert settle_unasked({"demo": asdict(answer)})["demo"][LIB] == []


def test_what_goes_through_all_variables_counts_where_it_runs(tmp_path: Path) -> None:
    """A macro sees those of its user, and so does what it links; a library of a program those of whoever starts that."""
    asks = MODES | {"plain": {"names": [], "members": ["other"]}}
    answer = asdict(scan(tmp_path, {}, asks, run={"names": [], "members": ["other"]}))
    lists = asdict(scan(tmp_path / "lists", {"src/inner.rs": "fn f() { std::env::vars(); }\n"}))
    settled = settle_unasked({"demo": answer, "other": lists})["demo"]
    # What a script writes its package's targets may include.
    assert (settled[LIB], settled[RUN]) == ([], [])
    plain = asdict(scan(tmp_path / "plain", {}, asks))
    settled = settle_unasked({"demo": plain, "other": lists})["demo"]
    assert set(settled[LIB]) == VARIABLES
    macro = lists | {"unasked": lists["unasked"] | {"is_macro": True}}
    assert settle_unasked({"demo": plain, "other": macro})["demo"][LIB] == []
    stands_on = asdict(scan(tmp_path / "macro", {}, MODES | {"plain": {"names": [], "members": ["lists"]}}))
    stands_on["unasked"]["is_macro"] = True
    scans = {"demo": plain, "other": stands_on, "lists": lists}
    assert settle_unasked(scans)["demo"][LIB] == []


def test_a_script_asks_for_all_where_a_library_that_it_links_reads_files(tmp_path: Path) -> None:
    asks = {"names": [], "members": ["other"]}
    answer = asdict(scan(tmp_path, {}, run=asks, reading=["other"]))
    other = asdict(scan(tmp_path / "other", {}))
    for reads in (False, True):
        settled = settle_unasked({"demo": answer, "other": other | {"reads_files": reads}})["demo"]
        assert {key: set(settled[key]) for key in (LIB, RUN)} == dict.fromkeys(
            (LIB, RUN), set() if reads else VARIABLES
        )
