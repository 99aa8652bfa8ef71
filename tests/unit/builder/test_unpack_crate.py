"""A published crate's archive, unpacked."""

import io
import tarfile
from pathlib import Path

import pytest

from cargo_nix.builder.unpack_crate import clear_unless_named, unpack_archive


def test_the_top_folder_is_the_output(tmp_path: Path) -> None:
    archive = tmp_path / "a.crate"
    with tarfile.open(archive, "w:gz") as tar:
        for path in ("a-1.0.0/src/lib.rs", "a-1.0.0/Cargo.toml", "a-1.0.0/../escape", "a-1.0.0/x/../../escape"):
            entry = tarfile.TarInfo(path)
            entry.size = 1
            tar.addfile(entry, io.BytesIO(b"x"))
    out = tmp_path / "out"
    unpack_archive(str(archive), str(out))
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert files == {"Cargo.toml", "src/lib.rs"}
    assert not (tmp_path / "escape").exists()


@pytest.mark.parametrize("is_named", [False, True])
def test_sources_stay_where_something_names_them(tmp_path: Path, *, is_named: bool) -> None:
    src, out = tmp_path / ("h" * 32 + "-a-src"), tmp_path / "out"
    (src / "src").mkdir(parents=True)
    (src / "src/lib.rs").write_text("x", encoding="utf-8")
    out.mkdir()
    (out / "liba.rlib").write_bytes(b"\0" + (b"h" * 32 if is_named else b"") + b"\0")
    clear_unless_named(str(src), str(out))
    assert (src / "src/lib.rs").exists() is is_named
    assert src.is_dir()
