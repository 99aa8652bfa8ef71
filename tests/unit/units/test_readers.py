"""Who may read files for a unit, and ask for variables: macros in it, what these stand on, what a build script links."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from cargo_nix.units.closure import closures
from cargo_nix.units.macros import Readers, Reading, either_reads, find_readers
from cargo_nix.units.model import Edge, Package, Target, Unit
from cargo_nix.vendor.facts import FACTS

TYPES = {"lib": "lib", "proc-macro": "proc-macro", "custom-build": "bin"}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), False),
        ((False, False), False),
        ((False, ("b", "a"), ("a",)), ("a", "b")),
        ((("a",), True), True),
    ],
)
def test_either(found: tuple[Reading, ...], expected: Reading) -> None:
    assert either_reads(*found) == expected


def _package(root: Path, name: str) -> Package:
    """Return a member, or a published crate (``+`` in front of its name: one that reads files, ``-``: one that does not)."""
    crate = name[0] in "+-"
    if crate:
        (root / name).mkdir()
        (root / name / FACTS).write_text(_words(name), encoding="utf-8")
    fields = {"name": name, "source": "registry+x" if crate else None, "directory": None if crate else name}
    return cast("Package", SimpleNamespace(**fields, manifest_path=str(root / name / "Cargo.toml")))


def _words(name: str) -> str:
    """Return the facts of the crate ``name``, which ends in what it asks for."""
    asks = {"authors": "CARGO_PKG_AUTHORS ", "lists": "lists-variables "}
    return asks.get(name.rpartition("-")[2], "") + ("reads-files" if name[0] == "+" else "")


def _unit(number: int, kind: str, dependencies: list[int]) -> Unit:
    target = Target(kind=kind, crate_types=(TYPES[kind],), name="x", src_path="x.rs", edition="2021")
    edges = tuple(Edge(unit=to, extern_crate_name="x", noprelude=False, public=False) for to in dependencies)
    fields: dict[str, Any] = {"profile": None, "platform": None, "mode": "build", "features": ()}
    return Unit(package=number, target=target, edges=edges, **fields)


def _found(root: Path, graph: Mapping[str, tuple[str, list[str]]]) -> Readers:
    """Return what is found for ``graph``: kind and dependencies of each package's one unit, dependencies first."""
    names = list(graph)
    units = [_unit(n, kind, [names.index(to) for to in deps]) for n, (kind, deps) in enumerate(graph.values())]
    return find_readers(units, closures(range(len(units)), units), [_package(root, name) for name in names])


def _readers(root: Path, graph: Mapping[str, tuple[str, list[str]]]) -> tuple[dict[str, Reading], dict[str, Reading]]:
    """Return both answers about files by name."""
    found = _found(root, graph)
    return dict(zip(graph, found.expanding, strict=True)), dict(zip(graph, found.linked, strict=True))


def test_a_published_macro_is_known(tmp_path: Path) -> None:
    expanding, _linked = _readers(
        tmp_path,
        {
            "-quiet": ("proc-macro", []),
            "+loud": ("proc-macro", []),
            "a": ("lib", ["-quiet"]),
            "b": ("lib", ["-quiet", "+loud"]),
            "above": ("lib", ["b"]),
        },
    )
    assert expanding == {"-quiet": False, "+loud": False, "a": False, "b": True, "above": True}


def test_members_decide_for_those_above_them(tmp_path: Path) -> None:
    """A macro is as its package, and as all that it links; a macro that expands in it adds to it."""
    expanding, _linked = _readers(
        tmp_path,
        {
            "parse": ("lib", []),
            "inner": ("proc-macro", []),
            "macros": ("proc-macro", ["parse", "inner"]),
            "user": ("lib", ["macros"]),
            "other": ("lib", ["parse"]),
            "+fs": ("lib", []),
            "reads": ("proc-macro", ["+fs", "parse"]),
            "sure": ("lib", ["macros", "reads"]),
        },
    )
    assert expanding == {
        "parse": False,
        "inner": False,
        "macros": ("inner",),
        "user": ("inner", "macros", "parse"),
        "other": False,
        "+fs": False,
        "reads": False,
        "sure": True,
    }


def test_a_script_has_all_that_it_links(tmp_path: Path) -> None:
    _expanding, linked = _readers(
        tmp_path,
        {
            "-quiet": ("lib", []),
            "+fs": ("lib", []),
            "member": ("lib", ["-quiet"]),
            "one": ("custom-build", []),
            "two": ("custom-build", ["-quiet"]),
            "three": ("custom-build", ["member"]),
            "four": ("custom-build", ["member", "+fs"]),
        },
    )
    assert {name: linked[name] for name in ("one", "two", "three", "four")} == {
        "one": False,
        "two": False,
        "three": ("member",),
        "four": True,
    }


def _asks(root: Path, graph: Mapping[str, tuple[str, list[str]]]) -> dict[str, tuple[set[str], set[str], set[str]]]:
    """Return by name the variables that what expands in it asks for, those of its run, and the members below it."""
    found = _found(root, graph)
    return {
        name: (set(asks.names), set(runs.names), set(asks.members))
        for name, asks, runs in zip(graph, found.asks, found.runs_ask, strict=True)
    }


def test_who_asks_for_variables(tmp_path: Path) -> None:
    asks = _asks(
        tmp_path,
        {
            "-authors": ("lib", []),
            "-lists": ("lib", []),
            "-user": ("lib", ["-authors", "-lists"]),
            "-macro": ("proc-macro", ["-lists"]),
            "member": ("lib", ["-user"]),
            "above": ("lib", ["member", "-macro"]),
            "script": ("custom-build", ["-user", "member"]),
            "-patched": ("lib", ["member"]),
            "top": ("lib", ["-patched", "above"]),
        },
    )
    authors = {"CARGO_PKG_AUTHORS"}
    # Nobody asks for all that a library of a program may go through when it runs.
    assert asks["member"] == (authors, {*authors, "*"}, set())
    # A macro runs in the compiler.
    assert asks["above"] == ({*authors, "*"}, {*authors, "*"}, {"member"})
    assert asks["script"] == (authors, {*authors, "*"}, {"member"})
    # Members are listed once, where they are nearest.
    assert asks["top"][2] == {"member", "above"}
