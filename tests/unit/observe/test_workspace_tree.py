"""The targets of paths among the files of a workspace."""

from pathlib import Path

import pytest

from cargo_nix.observe.workspace_tree import Tree, read_tree


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    for path in ("top.txt", "a/src/lib.rs", "a/notes/one.md", "target/debug/out.txt", "empty/.keep"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "a/link.txt").symlink_to("../top.txt")
    (tmp_path / "docs").symlink_to("a/notes")
    (tmp_path / "absolute").symlink_to(tmp_path / "docs")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("none")
    (tmp_path / "outside").symlink_to("/etc")
    return read_tree(tmp_path, ["target"])


def test_the_tree_has_files_that_are_not_ignored(tree: Tree) -> None:
    assert "target/debug/out.txt" not in tree.files
    assert "target" not in tree.directories[""]
    assert tree.links["docs"] == "a/notes"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("top.txt", ["top.txt"]),
        ("a/./src//lib.rs", ["a/src/lib.rs"]),
        ("a", ["a/"]),
        ("a/src/../../top.txt", ["top.txt"]),
        ("a/link.txt", ["a/link.txt", "top.txt"]),
        ("docs/one.md", ["docs", "a/notes/one.md"]),
        # `..` leaves the link's target, not the directory of the link.
        ("docs/../src/lib.rs", ["docs", "a/src/lib.rs"]),
        ("absolute/one.md", ["absolute", "docs", "a/notes/one.md"]),
        ("dangling", ["dangling"]),
        ("outside/passwd", ["outside"]),
        ("target/debug/../../top.txt", ["top.txt"]),
        ("target/debug/out.txt", []),
        ("none/../top.txt", []),
        ("top.txt/more", []),
        ("none", []),
        ("", []),
        ("..", []),
    ],
)
def test_a_path_resolves_to_existing_files(tree: Tree, path: str, expected: list[str]) -> None:
    assert list(tree.paths_at(f"{tree.root}/{path}")) == expected


def test_a_link_to_itself_ends(tree: Tree) -> None:
    assert set(tree.paths_at(f"{tree.root}/loop/x")) <= {"loop"}


def test_a_path_outside_the_root_may_lead_into_the_root(tree: Tree) -> None:
    parent, _slash, name = tree.root.rpartition("/")
    assert list(tree.paths_at(f"{parent}/x/../{name}/top.txt")) == ["top.txt"]
    assert list(tree.paths_at(f"{tree.root}2/top.txt")) == []


def test_a_listing_shows_names_of_files_directories_and_links(tree: Tree) -> None:
    assert list(tree.shown_at(f"{tree.root}/a")) == ["a/link.txt", "a/notes/", "a/src/"]
    assert list(tree.shown_at(f"{tree.root}/docs")) == ["a/notes/one.md"]
    assert list(tree.shown_at(tree.root)) == [
        *("a/", "absolute", "dangling", "docs", "empty/", "loop", "outside", "top.txt"),
    ]
    assert list(tree.shown_at("/etc")) == []
