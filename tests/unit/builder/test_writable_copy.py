"""Sources in a copy that a program may write to."""

import os
from pathlib import Path

import pytest

from cargo_nix.builder.writable_copy import Copy, asks_to_write, lay_over, needs_copy
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


def test_a_script_of_the_workspace_may_look_for_the_target_directory() -> None:
    output = b"No such file or directory"
    assert needs_copy(output, member=True)
    assert not needs_copy(output, member=False)
    assert needs_copy(b"Permission denied", member=False)
    assert not needs_copy(b"no", member=True)


def _source(root: Path) -> Path:
    src = write_project(root / "src", {"a/one.txt": "1", "a/two.txt": "2"})
    (src / "link").symlink_to("a/one.txt")
    (src / "a/one.txt").chmod(0o444)
    return src


def test_what_was_written_is_kept(tmp_path: Path) -> None:
    src, place, out = _source(tmp_path), tmp_path / "copy", tmp_path / "out"
    copy = Copy(str(src), str(place), {})
    assert (place / "link").readlink() == Path("a/one.txt")
    assert copy.inside(f"{src}/a") == f"{place}/a"
    (place / "a/one.txt").write_text("changed", encoding="utf-8")
    os.utime(place / "a/one.txt", ns=(1, 1))
    (place / "new.txt").write_text("new", encoding="utf-8")
    assert copy.keep_written(str(out)) == ["a/one.txt", "new.txt"]
    assert (out / "written/new.txt").read_text(encoding="utf-8") == "new"


def test_the_copys_name_is_replaced_in_what_was_generated(tmp_path: Path) -> None:
    src, place = _source(tmp_path), tmp_path / "copy"
    copy = Copy(str(src), str(place), {})
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


SOURCES = {"a/Cargo.toml": "", "a/src/lib.rs": "old", "b/data.txt": ""}


@pytest.fixture(name="places")
def _places(tmp_path: Path) -> tuple[Path, Path, Path]:
    src = write_project(tmp_path / "src", SOURCES)
    (src / "empty").mkdir()
    return src, tmp_path / "copy", tmp_path / "out"


def _written(copy: Copy, out: Path) -> list[str]:
    return copy.keep_written(str(out))


def test_new_and_changed_files_are_kept(places: tuple[Path, Path, Path]) -> None:
    src, place, out = places
    copy = Copy(str(src), str(place), {})
    write_project(place, {"a/src/lib.rs": "new", "a/gen/x.rs": "x", "target/doc/man": "m"})
    (place / "target/empty").mkdir()
    assert _written(copy, out) == ["a/gen/x.rs", "a/src/lib.rs", "target/doc/man", "target/empty/"]
    assert (out / "written/a/src/lib.rs").read_text(encoding="utf-8") == "new"
    assert (out / "written/target/empty").is_dir()


def test_an_untouched_copy_keeps_nothing(places: tuple[Path, Path, Path]) -> None:
    src, place, out = places
    assert _written(Copy(str(src), str(place), {}), out) == []
    assert not out.exists()


def test_files_of_other_scripts_are_not_kept_again(places: tuple[Path, Path, Path], tmp_path: Path) -> None:
    src, place, out = places
    other = write_project(tmp_path / "other", {"page": "1"})
    copy = Copy(str(src), str(place), {"target/page": f"{other}/page", "target/empty/": f"{other}/empty/"})
    assert (place / "target/page").read_text(encoding="utf-8") == "1"
    assert (place / "target/empty").is_dir()
    assert _written(copy, out) == []


def test_paths_lead_to_what_was_kept(places: tuple[Path, Path, Path]) -> None:
    src, place, out = places
    copy = Copy(str(src), str(place), {})
    write_project(place, {"a/src/lib.rs": "new", "a/gen.rs": "", "target/maps/de": ""})
    _written(copy, out)
    kept = out / "written"
    for path, expected in {
        "a/gen.rs": kept / "a/gen.rs",
        "a/gen.rs.bak": src / "a/gen.rs.bak",
        "a/src/lib.rs": kept / "a/src/lib.rs",
        "a/src": src / "a/src",
        "target": kept / "target",
        "target/maps/de": kept / "target/maps/de",
        "target2": src / "target2",
        "b/data.txt": src / "b/data.txt",
    }.items():
        assert copy.rename(f'include!("{place}/{path}");'.encode()) == f'include!("{expected}");'.encode()


def test_generated_code_gets_the_new_paths(places: tuple[Path, Path, Path], tmp_path: Path) -> None:
    src, place, out = places
    copy = Copy(str(src), str(place), {})
    write_project(place, {"target/de": ""})
    generated = write_project(tmp_path / "generated", {"maps.rs": f'include!("{place}/target/de");', "plain": "x"})
    _written(copy, out)
    copy.rename_in(str(generated))
    assert (generated / "maps.rs").read_text(encoding="utf-8") == f'include!("{out}/written/target/de");'
    assert (generated / "plain").read_text(encoding="utf-8") == "x"
