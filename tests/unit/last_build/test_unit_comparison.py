"""The reasons why a unit differs from the unit of the last build."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from cargo_nix.last_build.unit_comparison import Comparison, changed_files, find_units, unit_label
from cargo_nix.nix_log.derivation import Derivation
from support.derivations import check, fake_hash, unit

OLD_SOURCE, NEW_SOURCE = (f"/nix/store/{fake_hash(letter)}-source" for letter in "st")


def _graph(*derivations: Derivation) -> dict[str, Derivation]:
    return {derivation.path: derivation for derivation in derivations}


def _reasons(old: Derivation, new: Derivation) -> list[str]:
    return Comparison(_graph(old), _graph(new)).changes_of(new)


def _with(derivation: Derivation, **fields: Any) -> Derivation:  # noqa: ANN401 -- fields of any type
    return dataclasses.replace(derivation, **fields)


def _unit_row(**more: object) -> dict[str, object]:
    return {"kind": "lib", "mode": "build", "target": "words", "run": None, "identity": "1", **more}


def _sources(tmp_path: Path, old: dict[str, str], new: dict[str, str]) -> tuple[Derivation, Derivation]:
    derivations = []
    for letter, files in (("a", old), ("b", new)):
        source = tmp_path / f"{fake_hash(letter)}-source"
        for path, text in files.items():
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_text(text, encoding="utf-8")
        derivations.append(_with(unit(letter=letter, src=str(source)), sources=(str(source),)))
    return derivations[0], derivations[1]


def test_an_equal_unit_has_no_reason() -> None:
    assert _reasons(unit(), unit()) == []


def test_files(tmp_path: Path) -> None:
    old, new = _sources(
        tmp_path, {"src/lib.rs": "a", "src/old.rs": "", "same": ""}, {"src/lib.rs": "b", "src/new.rs": "", "same": ""}
    )
    assert _reasons(old, new) == ["src/lib.rs changed", "src/new.rs added", "src/old.rs removed"]


def test_links_and_modes(tmp_path: Path) -> None:
    old, new = _sources(tmp_path, {"run": "", "same": ""}, {"run": "", "same": ""})
    Path(new.sources[0], "run").chmod(0o755)
    for derivation, target in ((old, "a"), (new, "b")):
        Path(derivation.sources[0], "link").symlink_to(target)
    assert changed_files(old, new) == ["link changed", "run changed"]


def test_many_files_are_counted(tmp_path: Path) -> None:
    files = {f"src/{letter}.rs": "" for letter in "abcdefgh"}
    old, new = _sources(tmp_path, {}, files)
    old = _with(old, sources=(str(tmp_path),))
    Path(old.attributes["src"]).mkdir()
    old = _with(old, sources=(old.attributes["src"],))
    assert _reasons(old, new)[-2:] == ["src/e.rs added", "3 more files changed"]


def test_sources_that_the_garbage_collector_took() -> None:
    old = _with(unit(letter="a", src=OLD_SOURCE), sources=(OLD_SOURCE,))
    new = _with(unit(letter="b", src=NEW_SOURCE), sources=(NEW_SOURCE,))
    assert _reasons(old, new) == ["its sources changed (the garbage collector took those of the last build)"]


def test_variables() -> None:
    old = unit(
        letter="a", packageEnv={"CARGO_PKG_VERSION": "1", "CARGO_PKG_VERSION_MAJOR": "1"}, dependencyEnv={"A": "1"}
    )
    new = unit(
        letter="b", packageEnv={"CARGO_PKG_VERSION": "2", "CARGO_PKG_VERSION_MAJOR": "2"}, configEnv={"B": "x" * 80}
    )
    assert _reasons(old, new) == [
        'variable CARGO_PKG_VERSION changed from "1" to "2"',
        "variable B added",
        "variable A removed",
    ]


def test_arguments_without_identities() -> None:
    old = unit(letter="a", unit=_unit_row(args=["-C", "opt-level=0", "-C", "metadata=1", "--test"]))
    new = unit(letter="b", unit=_unit_row(args=["-C", "opt-level=3", "-C", "metadata=2", "--test"], identity="2"))
    assert _reasons(old, new) == ["argument `-C opt-level=0` removed", "argument `-C opt-level=3` added"]


def test_other_attributes() -> None:
    assert _reasons(unit(letter="a", level="closed"), unit(letter="b", level="package")) == [
        'level changed from "closed" to "package"'
    ]
    assert _reasons(unit(letter="a", links=["a"]), unit(letter="b", links=["b"])) == ["links changed"]
    row = _unit_row(strip="none"), _unit_row(strip="all")
    assert _reasons(unit(letter="a", unit=row[0]), unit(letter="b", unit=row[1])) == [
        'strip changed from "none" to "all"'
    ]


def test_inputs_that_are_no_units() -> None:
    names = ("rustc-1.96", "rustc-1.97", "openssl", "cargo-nix-builder")
    paths = {name: [f"/nix/store/{fake_hash(letter)}-{name}.drv" for letter in "xy"] for name in names}
    old = _with(unit(letter="a"), inputs=(paths["rustc-1.96"][0], paths["openssl"][0], paths["cargo-nix-builder"][0]))
    new = _with(unit(letter="b"), inputs=(paths["rustc-1.97"][0], paths["openssl"][1], paths["cargo-nix-builder"][1]))
    assert _reasons(old, new) == [
        "cargo-nix itself changed",
        "input openssl changed",
        "input rustc-1.96 removed",
        "input rustc-1.97 added",
    ]


def test_the_builder() -> None:
    assert _reasons(unit(letter="a"), _with(unit(letter="b"), arguments=("-x",))) == ["the builder's arguments changed"]


def test_the_end_of_a_chain_of_dependencies(tmp_path: Path) -> None:
    old_words, new_words = _sources(tmp_path, {"src/lib.rs": "a"}, {"src/lib.rs": "b"})
    graphs = []
    for words, letter in ((old_words, "e"), (new_words, "f")):
        row = {"kind": "lib", "mode": "build", "target": "middle", "run": None}
        middle = _with(unit("middle-0.1.0", packageName="middle", letter=letter, unit=row), inputs=(words.path,))
        row = {"kind": "bin", "mode": "build", "target": "rg", "run": None}
        top = _with(unit("top-0.1.0", packageName="top", letter=letter, unit=row), inputs=(middle.path,))
        graphs.append((_graph(words, middle, top), top))
    (old, _old_top), (new, new_top) = graphs
    reason = "depends on words (lib), whose src/lib.rs changed"
    assert Comparison(old, new).changes_of(new_top) == [reason]
    assert Comparison({new_top.path: new_top}, new).changes_of(new_top) == []
    old = {path: _with(derivation, inputs=()) for path, derivation in old.items() if path != old_words.path}
    assert Comparison(old, new).changes_of(new_top) == ["depends on words (lib), which is not in the last build"]


def test_a_new_unit() -> None:
    assert Comparison({}, _graph(unit())).changes_of(unit()) == ["not in the last build"]


def test_no_visible_difference() -> None:
    assert _reasons(unit(letter="a"), unit(letter="b")) == ["another derivation with equal inputs"]


def test_of_two_units_with_one_name_the_identity_decides() -> None:
    old = [unit(letter="a", level="x", unit=_unit_row(identity="1")), unit(letter="b", unit=_unit_row(identity="2"))]
    new = unit(letter="d", level="y", unit=_unit_row(identity="2"))
    (reason,) = Comparison(_graph(*old), _graph(new)).changes_of(new)
    assert reason == 'level changed from null to "y"'


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("words", ["words (lib test)", "words (lib)", "words-test"]),
        ("words (lib)", ["words (lib)"]),
        ("words-test", ["words-test"]),
        ("words-0.1.0-test", ["words (lib test)"]),
        ("other", []),
    ],
)
def test_names_of_units(name: str, labels: list[str]) -> None:
    row = {"kind": "lib", "mode": "test", "target": "words", "run": None}
    test_run = check("words-test", "test", unit=row, flags="--lib")
    graph = _graph(unit(), unit("words-0.1.0-test", mode="test", letter="b"), test_run)
    assert [unit_label(derivation) for derivation in find_units(name, graph)] == labels
