"""A writable copy of sources: what a build script writes is kept, and its paths lead to what was kept."""

from pathlib import Path
from types import ModuleType

import pytest

from support.projects import write_project
from support.standalone import standalone_module

writable_copy: ModuleType = standalone_module("writable_copy")

SOURCES = {"a/Cargo.toml": "", "a/src/lib.rs": "old", "b/data.txt": ""}


@pytest.fixture(name="places")
def _places(tmp_path: Path) -> tuple[Path, Path, Path]:
    src = write_project(tmp_path / "src", SOURCES)
    (src / "empty").mkdir()
    return src, tmp_path / "copy", tmp_path / "out"


def _written(copy: object, out: Path) -> list[str]:
    paths: list[str] = copy.keep_written(str(out))  # type: ignore[attr-defined] # a module without types
    return paths


def test_new_and_changed_files_are_kept(places: tuple[Path, Path, Path]) -> None:
    src, place, out = places
    copy = writable_copy.Copy(str(src), str(place), {})
    write_project(place, {"a/src/lib.rs": "new", "a/gen/x.rs": "x", "target/doc/man": "m"})
    (place / "target/empty").mkdir()
    assert _written(copy, out) == ["a/gen/x.rs", "a/src/lib.rs", "target/doc/man", "target/empty/"]
    assert (out / "written/a/src/lib.rs").read_text(encoding="utf-8") == "new"
    assert (out / "written/target/empty").is_dir()


def test_an_untouched_copy_keeps_nothing(places: tuple[Path, Path, Path]) -> None:
    src, place, out = places
    assert _written(writable_copy.Copy(str(src), str(place), {}), out) == []
    assert not out.exists()


def test_files_of_other_scripts_are_not_kept_again(places: tuple[Path, Path, Path], tmp_path: Path) -> None:
    src, place, out = places
    other = write_project(tmp_path / "other", {"page": "1"})
    copy = writable_copy.Copy(
        str(src), str(place), {"target/page": f"{other}/page", "target/empty/": f"{other}/empty/"}
    )
    assert (place / "target/page").read_text(encoding="utf-8") == "1"
    assert (place / "target/empty").is_dir()
    assert _written(copy, out) == []


def test_paths_lead_to_what_was_kept(places: tuple[Path, Path, Path]) -> None:
    src, place, out = places
    copy = writable_copy.Copy(str(src), str(place), {})
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
    copy = writable_copy.Copy(str(src), str(place), {})
    write_project(place, {"target/de": ""})
    generated = write_project(tmp_path / "generated", {"maps.rs": f'include!("{place}/target/de");', "plain": "x"})
    _written(copy, out)
    copy.rename_in(str(generated))
    assert (generated / "maps.rs").read_text(encoding="utf-8") == f'include!("{out}/written/target/de");'
    assert (generated / "plain").read_text(encoding="utf-8") == "x"
