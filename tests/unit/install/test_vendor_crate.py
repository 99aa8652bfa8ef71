"""A locked crate as a directory source."""

from pathlib import Path

from cargo_nix.install.vendor_crate import vendor_crate
from support.projects import write_project


def test_a_published_crate(tmp_path: Path) -> None:
    src = write_project(tmp_path / "src", {"Cargo.toml": "a", "src/lib.rs": "b"})
    manifest = write_project(tmp_path / "manifest", {"Cargo.toml": "resolved", ".cargo-checksum.json": "sum"})
    vendor_crate(str(src), str(manifest), str(tmp_path / "out"))
    package = tmp_path / "out/package"
    assert {path.name: path.read_text(encoding="utf-8") for path in package.rglob("*") if path.is_file()} == {
        "Cargo.toml": "a",
        "lib.rs": "b",
        ".cargo-checksum.json": "sum",
    }


def test_a_git_package_keeps_its_neighbours(tmp_path: Path) -> None:
    src = write_project(tmp_path / "src", {"crates/a/Cargo.toml": "a", "shared/x.txt": "x"})
    files = {"Cargo.toml": "resolved", ".cargo-checksum.json": "sum", ".cargo-nix-directory": "crates/a"}
    manifest = write_project(tmp_path / "manifest", files)
    vendor_crate(str(src), str(manifest), str(tmp_path / "out"))
    package = tmp_path / "out/package"
    assert package.readlink() == Path("repository/crates/a")
    assert (package / "Cargo.toml").read_text(encoding="utf-8") == "resolved"
    assert (package / "../../shared/x.txt").read_text(encoding="utf-8") == "x"
