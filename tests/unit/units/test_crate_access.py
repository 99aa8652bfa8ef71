"""What the crates may do that a unit depends on: macros that expand in it, and what it links."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from cargo_nix.crates.known_words import KNOWN_WORDS
from cargo_nix.crates.library_facts import FACTS
from cargo_nix.units.closure import linkable_closures
from cargo_nix.units.crate_access import Access, find_access, join_access
from cargo_nix.units.unit import Edge, Package, Target, Unit

TYPES = {"lib": "lib", "proc-macro": "proc-macro", "custom-build": "bin", "test": "bin"}
Graph = Mapping[str, tuple[str, list[str]]]


def _package(root: Path, name: str) -> Package:
    """Return a member, or a published crate: ``name:words``, with the words of its facts after commas."""
    crate, published, words = name.partition(":")
    if published:
        (root / name).mkdir()
        (root / name / FACTS).write_text(words.replace(",", " "), encoding="utf-8")
    fields = {"name": crate, "source": "registry+x" if published else None, "directory": None if published else name}
    return cast("Package", SimpleNamespace(**fields, manifest_path=str(root / name / "Cargo.toml")))


def _unit(number: int, kind: str, dependencies: list[int]) -> Unit:
    target = Target(kind=kind, crate_types=(TYPES[kind],), name="x", src_path="x.rs", edition="2021")
    edges = tuple(Edge(unit=to, extern_crate_name="x", noprelude=False, public=False) for to in dependencies)
    fields: dict[str, Any] = {"profile": None, "platform": None, "mode": "build", "features": ()}
    return Unit(package=number, target=target, edges=edges, **fields)


def _found(root: Path, graph: Graph) -> tuple[dict[str, Access], dict[str, Access]]:
    """Return by name what expands in each package's one unit and what it links; dependencies come first."""
    names = list(graph)
    units = [_unit(n, kind, [names.index(to) for to in deps]) for n, (kind, deps) in enumerate(graph.values())]
    access = find_access(units, linkable_closures(range(len(units)), units), [_package(root, name) for name in names])
    return dict(zip(graph, access.expands, strict=True)), dict(zip(graph, access.links, strict=True))


def _access(*words: str, macros: tuple[str, ...] = (), members: tuple[str, ...] = ()) -> Access:
    return Access(words=frozenset(words), macros=frozenset(macros), members=frozenset(members))


def test_parts_add_up() -> None:
    parts = [_access("opens", macros=("a",)), _access("climbs", members=("b",)), _access("opens", macros=("c",))]
    assert join_access(parts) == _access("opens", "climbs", macros=("a", "c"), members=("b",))
    assert join_access([]) == Access()


def test_macros_of_published_crates(tmp_path: Path) -> None:
    expands, _links = _found(
        tmp_path,
        {
            "quiet:": ("proc-macro", []),
            "loud:opens,anchored": ("proc-macro", []),
            "a": ("lib", ["quiet:"]),
            "b": ("lib", ["quiet:", "loud:opens,anchored"]),
            # It expands in what is below alone, but who knows what a macro of a library hands on?
            "above": ("lib", ["b"]),
        },
    )
    assert expands == {
        "quiet:": Access(),
        "loud:opens,anchored": Access(),
        "a": Access(),
        "b": _access("opens", "anchored"),
        "above": _access("opens", "anchored"),
    }


def test_a_macro_is_all_that_it_links(tmp_path: Path) -> None:
    expands, _links = _found(
        tmp_path,
        {
            "paths:climbs": ("lib", []),
            "fs:opens": ("lib", ["paths:climbs"]),
            "macro:anchored": ("proc-macro", ["fs:opens"]),
            "user": ("lib", ["macro:anchored"]),
            "other": ("lib", ["fs:opens"]),
        },
    )
    assert expands["user"] == _access("anchored", "opens", "climbs")
    assert expands["other"] == Access()


def test_a_macro_that_does_nothing_has_no_words(tmp_path: Path) -> None:
    """What leads out and opens nothing must not lead out for another one that opens files."""
    expands, _links = _found(
        tmp_path,
        {
            "quiet:anchored,climbs,cwd": ("proc-macro", []),
            "loud:opens": ("proc-macro", []),
            "user": ("lib", ["quiet:anchored,climbs,cwd", "loud:opens"]),
        },
    )
    assert expands["user"] == _access("opens")


def test_a_macro_of_known_words(tmp_path: Path) -> None:
    expands, links = _found(
        tmp_path,
        {
            "fs:opens,starts": ("lib", []),
            "serde:opens,macro:text": ("lib", ["fs:opens,starts"]),
            "askama_derive:starts": ("proc-macro", ["fs:opens,starts"]),
            "proc-macro-crate:opens,climbs": ("lib", ["fs:opens,starts"]),
            "names:": ("proc-macro", ["proc-macro-crate:opens,climbs"]),
            "user": ("lib", ["serde:opens,macro:text", "askama_derive:starts"]),
            "other": ("lib", ["names:"]),
        },
    )
    assert expands["user"] == _access(*KNOWN_WORDS["askama_derive"])
    # Its macros are told by their text all the same. What a derive writes is code of the user.
    assert links["user"] == _access(*KNOWN_WORDS["askama_derive"], macros=("text",))
    assert expands["other"] == _access("manifests")


def test_members_decide_for_those_above_them(tmp_path: Path) -> None:
    """A macro is as its package, and as all that it links; a macro that expands in it is code of it."""
    expands, links = _found(
        tmp_path,
        {
            "parse": ("lib", []),
            "inner": ("proc-macro", []),
            "macros": ("proc-macro", ["parse", "inner"]),
            "user": ("lib", ["macros"]),
            "other": ("lib", ["parse"]),
            "fs:opens": ("lib", []),
            "reads": ("proc-macro", ["fs:opens", "parse"]),
            "both": ("lib", ["macros", "reads"]),
        },
    )
    assert {name: expands[name].members for name in ("parse", "inner", "other", "reads")} == dict.fromkeys(
        ("parse", "inner", "other", "reads"), frozenset()
    )
    assert expands["macros"] == _access(members=("inner",))
    assert expands["user"] == _access(members=("inner", "macros", "parse"))
    assert expands["both"] == _access("opens", members=("inner", "macros", "parse", "reads"))
    assert links["macros"] == _access(members=("inner", "parse"))
    assert links["other"] == _access(members=("parse",))


def test_what_a_program_links(tmp_path: Path) -> None:
    _expands, links = _found(
        tmp_path,
        {
            "quiet:": ("lib", []),
            "fs:opens": ("lib", []),
            "macro:starts": ("proc-macro", []),
            "member": ("lib", ["quiet:"]),
            "one": ("custom-build", []),
            "two": ("custom-build", ["quiet:"]),
            "three": ("custom-build", ["member"]),
            "four": ("test", ["member", "fs:opens", "macro:starts"]),
        },
    )
    assert {name: links[name] for name in ("one", "two", "three", "four")} == {
        "one": Access(),
        "two": Access(),
        "three": _access(members=("member",)),
        "four": _access("opens", "starts", members=("member",)),
    }


def test_macros_that_load_files_come_with_what_is_linked(tmp_path: Path) -> None:
    _expands, links = _found(
        tmp_path,
        {"text:macro:text": ("lib", []), "again:": ("lib", ["text:macro:text"]), "user": ("lib", ["again:"])},
    )
    assert links["user"] == _access(macros=("text",))
