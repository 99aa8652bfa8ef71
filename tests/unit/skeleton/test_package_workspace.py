"""Which workspace a package is of."""

from pathlib import Path

import pytest

from cargo_nix.skeleton.package_workspace import is_excluded, workspace_of
from cargo_nix.skeleton.source_directories import Directory, directory_at
from support.projects import package, write_project

FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["a"]\nexclude = ["out", "a/inner/deep"]\n',
    "a/Cargo.toml": package("a"),
    "a/inner/Cargo.toml": package("inner"),
    "out/Cargo.toml": package("out"),
    "own/Cargo.toml": "[workspace]\n" + package("own"),
    "far/Cargo.toml": '[package]\nname = "far"\nworkspace = "../own"\n',
    "far/below/Cargo.toml": package("below"),
    "lost/Cargo.toml": '[package]\nname = "lost"\nworkspace = "../nowhere"\n',
}


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("a", ""),
        ("a/inner", ""),
        ("out", None),
        ("own", "own"),
        ("far", "own"),
        ("far/below", "own"),
        ("lost", None),
    ],
)
def test_the_workspace_of_a_package(tmp_path: Path, path: str, root: str | None) -> None:
    tree = Directory("", write_project(tmp_path, FILES))
    directory = directory_at(tree, path)
    assert directory is not None
    workspace = workspace_of(tree, directory)
    assert (None if workspace.root is None else workspace.root.path) == root


def test_a_member_is_not_excluded(tmp_path: Path) -> None:
    tree = Directory("", write_project(tmp_path, FILES))
    assert [is_excluded(tree, path) for path in ("out", "out/x", "outer", "a/inner/deep")] == [True, True, False, False]
