"""The access of the crates that a unit depends on: macros that expand in the unit, and linked crates."""

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
    """Return a member, or a published crate ``name:words`` with the words of its facts after commas."""
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


def _access_by_name(root: Path, graph: Graph) -> tuple[dict[str, Access], dict[str, Access]]:
    """Return, by package, the access of expanded macros and of linked crates; dependencies come first."""
    names = list(graph)
    units = [_unit(n, kind, [names.index(to) for to in deps]) for n, (kind, deps) in enumerate(graph.values())]
    access = find_access(units, linkable_closures(range(len(units)), units), [_package(root, name) for name in names])
    return dict(zip(graph, access.expands, strict=True)), dict(zip(graph, access.links, strict=True))


def _access(*words: str, macros: tuple[str, ...] = (), members: tuple[str, ...] = ()) -> Access:
    return Access(words=frozenset(words), macros=frozenset(macros), members=frozenset(members))


def test_access_adds_up() -> None:
    parts = [_access("opens", macros=("a",)), _access("climbs", members=("b",)), _access("opens", macros=("c",))]
    assert join_access(parts) == _access("opens", "climbs", macros=("a", "c"), members=("b",))
    assert join_access([]) == Access()


def test_macros_of_published_crates_expand_in_all_dependents(tmp_path: Path) -> None:
    expands, _links = _access_by_name(
        tmp_path,
        {
            "quiet:": ("proc-macro", []),
            "loud:opens,anchored": ("proc-macro", []),
            "a": ("lib", ["quiet:"]),
            "b": ("lib", ["quiet:", "loud:opens,anchored"]),
            # The macro expands in the dependency, but a macro of a library may pass the macro on.
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


def test_a_macro_has_the_access_of_its_dependencies(tmp_path: Path) -> None:
    expands, _links = _access_by_name(
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


def test_a_macro_that_opens_no_file_has_no_words(tmp_path: Path) -> None:
    """Otherwise its words for going up would count for another macro that opens files."""
    expands, _links = _access_by_name(
        tmp_path,
        {
            "quiet:anchored,climbs,cwd": ("proc-macro", []),
            "loud:opens": ("proc-macro", []),
            "user": ("lib", ["quiet:anchored,climbs,cwd", "loud:opens"]),
        },
    )
    assert expands["user"] == _access("opens")


def test_a_literal_leads_out_if_the_crate_or_its_dependencies_open_files(tmp_path: Path) -> None:
    _expands, links = _access_by_name(
        tmp_path,
        {
            "quiet:dots": ("lib", []),
            "opens:dots,opens": ("lib", []),
            "reader:opens": ("lib", []),
            "caller:dots": ("lib", ["reader:opens"]),
            "a": ("lib", ["quiet:dots", "reader:opens"]),
            "b": ("lib", ["opens:dots,opens"]),
            "c": ("lib", ["caller:dots"]),
        },
    )
    assert links["a"] == _access("opens")
    assert links["b"] == links["c"] == _access("climbs", "opens")


def test_known_words_replace_the_words_of_a_macro(tmp_path: Path) -> None:
    expands, links = _access_by_name(
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
    # The text still decides about loading macros. The output of a derive is code of the user.
    assert links["user"] == _access(*KNOWN_WORDS["askama_derive"], macros=("text",))
    assert expands["other"] == _access("manifests")


def test_members_of_the_workspace_are_listed(tmp_path: Path) -> None:
    """A macro has the access of its package and its dependencies; macros that expand in a macro count too."""
    expands, links = _access_by_name(
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


def test_access_of_linked_crates(tmp_path: Path) -> None:
    _expands, links = _access_by_name(
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


def test_loading_macros_come_from_linked_crates(tmp_path: Path) -> None:
    _expands, links = _access_by_name(
        tmp_path,
        {"text:macro:text": ("lib", []), "again:": ("lib", ["text:macro:text"]), "user": ("lib", ["again:"])},
    )
    assert links["user"] == _access(macros=("text",))
