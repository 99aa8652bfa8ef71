"""The files of all members as one tree with symlinks."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.filesets.workspace_files import Workspace, is_below, is_outside, make_workspace
from cargo_nix.scan.member_facts import FileFacts, MemberFacts
from cargo_nix.syntax.references import ALL_MODES, Effect, Effects, Opaque


def _member(directory: str, *files: str, links: Mapping[str, str] | None = None,
            sources: Mapping[str, FileFacts] | None = None) -> MemberFacts:  # fmt: skip
    links = links or {}
    return MemberFacts(
        directory=directory, files=(*files, *links), links=links, sources=sources or {}, outward=()
    )  # fmt: skip


def _workspace(*members: MemberFacts) -> Workspace:
    return make_workspace(members, {})


@pytest.mark.parametrize(
    ("path", "directory", "expected"),
    [("a/b", "a", True), ("a", "a", True), ("ab", "a", False), ("a", "", True), ("", "", True), ("", "a", False)],
)
def test_is_below(path: str, directory: str, *, expected: bool) -> None:
    assert is_below(path, directory) is expected


@pytest.mark.parametrize(
    ("path", "expected"), [("..", True), ("../a", True), ("/a", True), ("..a/b", False), ("a/..b", False), ("", False)]
)
def test_is_outside(path: str, *, expected: bool) -> None:
    assert is_outside(path) is expected


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("a/x", "a"),
        ("a/b/x", "a/b"),
        ("a/bx", "a"),
        ("c/x", None),
        ("x", None),
        ("", None),
        ("../x", None),
        ("/etc/passwd", None),
    ],
)
def test_the_nearest_member_owns_a_file(path: str, owner: str | None) -> None:
    assert _workspace(_member("a"), _member("a/b")).owner(path) == owner


def test_the_root_owns_all_other_files() -> None:
    workspace = _workspace(_member(""), _member("a"))
    assert (workspace.owner("a/x"), workspace.owner("b/x"), workspace.owner("x")) == ("a", "", "")


LINKS = {
    "a": "between",
    "between": "real",
    "src/d": "src/.",
    "src/e": "src/.",
    "src/outer": "src/../inner",
    "inner": "deep/dir",
    "round": "round",
    "one": "two",
    "two": "one",
    "top": ".",
    "src/top": "src/..",
    "away": "../elsewhere",
    "system": "../../../etc",
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("plain/x", ("plain/x",)),
        ("plain/../x", ("x",)),
        ("./plain//x/.", ("plain/x",)),
        ("", ("",)),
        ("a", ("a", "between", "real")),
        ("src/outer/x", ("src/outer", "inner", "deep/dir/x")),
        # The system resolves `..` from the target of a link.
        ("src/outer/../x", ("src/outer", "inner", "deep/x")),
        ("src/d/d/x", ("src/d", "src/d", "src/x")),
        ("top", ("top", "")),
        ("src/top/x", ("src/top", "x")),
        ("away/x", ("away", "../elsewhere/x")),
        ("system/passwd", ("system", "../../../etc/passwd")),
        ("../x", ("../x",)),
        ("a/../../x", ("a", "between", "../x")),
        ("/etc/passwd", ("/etc/passwd",)),
    ],
)
def test_a_path_resolves_through_links(path: str, expected: tuple[str, ...]) -> None:
    assert _workspace(_member("", links=LINKS)).resolve(path) == expected


@pytest.mark.parametrize("path", ["round", "one", "round/x", "src/" + "d/" * 100 + "x", "src/" + "d/e/" * 5000 + "x"])
def test_circular_links_end(path: str) -> None:
    resolved = _workspace(_member("", links=LINKS)).resolve(path)
    assert len(resolved) <= 41


def test_a_path_is_located_in_its_real_directory() -> None:
    workspace = _workspace(_member("", links=LINKS))
    assert workspace.locate("src/outer/a") == ("src/outer", "inner", "deep/dir/a")
    assert workspace.locate("a") == ("a",)
    assert workspace.locate("src/d/a.rs") == ("src/d", "src/a.rs")


_DIRECTORIES = ("", "a", "a/b", "a/b/c", "d")
_PARTS = st.lists(st.sampled_from(["a", "b", "c", "d", "..", ".", "x", "y"]), min_size=1, max_size=5).map("/".join)


@given(
    links=st.dictionaries(st.sampled_from([f"{folder}/{name}" for folder in _DIRECTORIES for name in "xy"]), _PARTS),
    paths=st.lists(_PARTS, min_size=20, max_size=20),
)
def test_paths_resolve_as_in_the_system(
    tmp_path_factory: pytest.TempPathFactory, links: dict[str, str], paths: list[str]
) -> None:
    root = tmp_path_factory.mktemp("links")
    for directory in _DIRECTORIES:
        (root / directory).mkdir(exist_ok=True)
    facts = {}
    for link, leads in links.items():
        (root / link.strip("/")).symlink_to(leads)
        facts[link.strip("/")] = f"{link.rpartition('/')[0]}/{leads}".strip("/")  # as a scan has it
    workspace = _workspace(_member("", links=facts))
    for path in paths:
        try:
            real = (root / path).resolve(strict=True)
        except (OSError, RuntimeError):
            continue
        # A path may leave the source and return by the name of the source's directory, which no scan knows.
        if real.is_relative_to(root) and not is_outside(workspace.resolve(path)[-1]):
            assert root / workspace.resolve(path)[-1] == real


def test_which_paths_may_exist() -> None:
    workspace = _workspace(_member("a", "a/x", links={"a/link": "a/x", "a/out": "b/y", "a/gone": "a/z"}))
    possible = {
        path for path in ("a/x", "a/link", "a/z", "a/gone", "a/out", "b/y", "../x") if workspace.may_exist(path)
    }
    # Paths outside all members are unknown.
    assert possible == {"a/x", "a/link", "a/out", "b/y"}
    assert {path for path in ("a/x", "a/link", "a/out", "b/y") if workspace.is_seen(path)} == {"a/x", "a/link"}


def test_facts_come_from_the_owner_of_a_file() -> None:
    facts = FileFacts(words=("opens",))
    workspace = _workspace(_member("a", "a/x.rs", sources={"a/x.rs": facts}), _member("a/b", "a/b/x.rs"))
    assert workspace.facts("a/x.rs") == facts
    assert workspace.facts("a/b/x.rs") == workspace.facts("c/x.rs") == FileFacts()


def test_the_targets_of_links_out_of_a_member() -> None:
    links = {"a/in": "a/x", "a/out": "b/y", "a/all": "a/..", "a/away": "../z", "a/chain": "a/out", "a/up": "a/."}
    workspace = _workspace(_member("a", links=links), _member("b", links={"b/y": "c"}))
    assert set(workspace.behind_links("a")) == {"b/y", "c", ""}
    assert set(workspace.behind_links("gone")) == set()


def test_the_macros_of_a_member_by_name() -> None:
    doubt, embed = Opaque(line=1, modes=ALL_MODES, reason="x"), Effect(1, ALL_MODES, Effects.EMBEDS)
    sources = {
        "a/y.rs": FileFacts(macros={"one": (doubt,), "two": (embed,)}),
        "a/x.rs": FileFacts(macros={"one": (embed, doubt)}),
    }
    workspace = _workspace(_member("a", sources=sources), _member("b"))
    assert workspace.macros_of("a") == {"one": (embed, doubt), "two": (embed,)}
    assert workspace.loading_macros("a") == {"one"}
    assert workspace.loading_macros("b") == workspace.loading_macros("gone") == frozenset()


def test_variables_are_relative_to_the_root() -> None:
    workspace = make_workspace([], {"A": ".", "B": "", "C": "x/../y/", "D": "../z"})
    assert workspace.variables == {"A": "", "B": "", "C": "y", "D": "../z"}
