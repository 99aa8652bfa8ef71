"""Sources in a copy that a program may write to."""

import os
from pathlib import Path

import pytest

from cargo_nix.builder.writable_copy import Copy, asks_to_write, lay_over
from support.projects import write_project


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (b"Os { code: 13, kind: PermissionDenied }", True),
        (b"Read-only file system (os error 30)", True),
        (b"No such file or directory", False),
    ],
)
def test_a_failure_over_a_read_only_file(output: bytes, *, expected: bool) -> None:
    assert asks_to_write(output) is expected


def _source(root: Path) -> Path:
    src = write_project(root / "src", {"a/one.txt": "1", "a/two.txt": "2"})
    (src / "link").symlink_to("a/one.txt")
    (src / "a/one.txt").chmod(0o444)
    return src


def test_what_was_written_is_kept(tmp_path: Path) -> None:
    src, place, out = _source(tmp_path), tmp_path / "copy", tmp_path / "out"
    copy = Copy(str(src), str(place))
    assert (place / "link").readlink() == Path("a/one.txt")
    assert copy.inside(f"{src}/a") == f"{place}/a"
    (place / "a/one.txt").write_text("changed", encoding="utf-8")
    os.utime(place / "a/one.txt", ns=(1, 1))
    (place / "new.txt").write_text("new", encoding="utf-8")
    assert copy.keep_written(str(out)) == ["a/one.txt", "new.txt"]
    assert (out / "written/new.txt").read_text(encoding="utf-8") == "new"


def test_the_copys_name_is_replaced_in_what_was_generated(tmp_path: Path) -> None:
    src, place = _source(tmp_path), tmp_path / "copy"
    copy = Copy(str(src), str(place))
    generated = write_project(tmp_path / "gen", {"a.rs": f'include!("{place}/a/one.txt");', "b.rs": "other"})
    copy.rename_in(str(generated))
    assert (generated / "a.rs").read_text(encoding="utf-8") == f'include!("{src}/a/one.txt");'
    assert copy.rename(f"x={place}".encode()) == f"x={src}".encode()


def test_files_laid_over_a_copy(tmp_path: Path) -> None:
    src, place = _source(tmp_path), tmp_path / "copy"
    other = write_project(tmp_path / "other", {"x": "over"})
    lay_over(str(src), str(place), {"a/one.txt": str(other / "x"), "b/three.txt": str(other / "x")})
    texts = {path.relative_to(place).as_posix(): path.read_text(encoding="utf-8") for path in place.rglob("*.txt")}
    assert texts == {"a/one.txt": "over", "a/two.txt": "2", "b/three.txt": "over"}
