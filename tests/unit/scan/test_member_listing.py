"""The files of a member, and the targets of its symlinks."""

import os
from pathlib import Path

import pytest

from cargo_nix.errors import SourceError
from cargo_nix.scan.member_listing import list_member, read_source
from support.projects import write_project


def test_files_of_other_packages_and_tools_are_not_listed(tmp_path: Path) -> None:
    files = [
        *("src/lib.rs", "src/target/mod.rs", "crates/a/data", "crates/b/data", ".git/HEAD", ".github/ci.yml", "data"),
        *("target/CACHEDIR.TAG", "target/x", "deep/target/CACHEDIR.TAG", "deep/.git/HEAD", ".direnv/x"),
    ]
    write_project(tmp_path, dict.fromkeys(files, ""))
    assert list_member(tmp_path, "", ["crates/a"]).files == (
        *(".github/ci.yml", "crates/b/data", "data", "deep/.git/HEAD", "src/lib.rs", "src/target/mod.rs"),
    )


def test_paths_are_relative_to_the_root(tmp_path: Path) -> None:
    write_project(tmp_path, {"a/b/src/lib.rs": "", "a/b/c/x": "", "a/y": "", "z": ""})
    assert list_member(tmp_path, "a/b", ["a/b/c"]).files == ("a/b/src/lib.rs",)


def test_a_missing_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        list_member(tmp_path, "gone", ())
    assert str(caught.value) == f"error: a directory cannot be listed: No such file or directory\n  at: {tmp_path}/gone"


def test_links_are_listed_and_not_followed(tmp_path: Path) -> None:
    write_project(tmp_path, {"a/real/x": "", "a/y": ""})
    links = {
        "a/to-directory": "real",
        "a/to-file": "y",
        "a/out": "../b/z",
        "a/away": "../../elsewhere",
        "a/absolute": str(tmp_path / "c"),
        "a/system": "/etc/passwd",
        "a/nowhere": "gone",
        "a/round": "round",
    }
    for link, target in links.items():
        (tmp_path / link).symlink_to(target)
    listing = list_member(tmp_path, "a", ())
    assert listing.files == tuple(sorted({"a/real/x", "a/y", *links}))
    assert {link: os.path.normpath(target) for link, target in listing.links.items()} == {
        "a/to-directory": "a/real",
        "a/to-file": "a/y",
        "a/out": "b/z",
        "a/away": "../elsewhere",
        "a/absolute": "c",
        "a/system": os.path.relpath("/etc/passwd", tmp_path),
        "a/nowhere": "a/gone",
        "a/round": "a/round",
    }


def test_names_that_are_not_utf8_are_not_listed(tmp_path: Path) -> None:
    """JSON cannot contain such a name, and Rust code cannot refer to the file."""
    write_project(tmp_path, {"a": "", "d/b": ""})
    for name in (b"d/\xe9", b"\xe9"):
        (tmp_path / os.fsdecode(name)).touch()
    (tmp_path / "link").symlink_to(os.fsdecode(b"d/\xe9"))
    listing = list_member(tmp_path, "", ())
    assert (listing.files, listing.links) == (("a", "d/b", "link"), {})


def test_sources_are_read_through_links(tmp_path: Path) -> None:
    write_project(tmp_path, {"a": "text", "d/b": ""})
    for link, target in {"link": "a", "nowhere": "gone", "round": "round", "directory": "d", "beyond": "a/x"}.items():
        (tmp_path / link).symlink_to(target)
    assert read_source(tmp_path, "a") == read_source(tmp_path, "link") == b"text"
    assert [read_source(tmp_path, link) for link in ("nowhere", "round", "directory", "beyond", "gone")] == [b""] * 5


def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path, "a\0b")
    assert str(caught.value).startswith("error: a source file cannot be read: ")
