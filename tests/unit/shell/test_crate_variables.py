"""The variables that a crate reads while it is compiled."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from cargo_nix.shell.crate_variables import main, variables_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (b'env!("A_B")', {"A_B"}),
        (b'option_env! ( "C" ).is_some()', {"C"}),
        (b'core::env!["D", "not set"]', {"D"}),
        (b'env!("CARGO_PKG_NAME"), env!("OUT_DIR"), env!("CARGO_MANIFEST_DIR"), env!("CARGO")', set()),
        (b'env!("CARGO_CFG_OWN")', {"CARGO_CFG_OWN"}),
        (b'std::env::var("E"), my_env!("F")', set()),
    ],
)
def test_the_names_of_calls(text: bytes, names: set[str]) -> None:
    assert variables_in(text) == names


def _write_archive(path: Path, files: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(f"a-1.0.0/{name}")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"src/lib.rs": b'env!("A")', "src/b.in": b'env!("B")'}, ["A", "B"]),
        ({"src/lib.rs": b'env!("A")', "tests/t.rs": b'env!("T")', "Cargo.toml": b'path = "tests/t.rs"'}, ["A"]),
        ({"src/lib.rs": b'#[path = "../tests/t.rs"] mod t;', "tests/t.rs": b'env!("T")'}, ["T"]),
    ],
)
def test_files_of_tests_count_if_a_library_includes_them(
    tmp_path: Path, files: dict[str, bytes], names: list[str]
) -> None:
    _write_archive(tmp_path / "a.crate", files)
    assert main(["a-1", str(tmp_path / "a.crate"), str(tmp_path / "out")]) == 0
    assert json.loads((tmp_path / "out").read_text(encoding="utf-8")) == {"a-1": names}


def test_archives_and_folders(tmp_path: Path) -> None:
    archive, folder, out = tmp_path / "a.tar.gz", tmp_path / "folder", tmp_path / "out"
    _write_archive(archive, {"src/lib.rs": b'env!("IN_ARCHIVE")'})
    folder.mkdir()
    (folder / "lib.rs").write_text('option_env!("IN_FOLDER")', encoding="utf-8")
    (folder / "note.md").write_text('env!("IN_PROSE")', encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["a-1", str(archive), "b-1", str(folder), "c-1", str(empty), str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8")) == {"a-1": ["IN_ARCHIVE"], "b-1": ["IN_FOLDER"]}
