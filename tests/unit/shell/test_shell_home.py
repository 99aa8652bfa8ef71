"""The parts of CARGO_HOME: Cargo itself tells under which name it reads the registry's index."""

import json
import os
import shutil
from pathlib import Path

import pytest

from cargo_nix.shell.shell_home import write_home

SOURCE = "registry+https://github.com/rust-lang/crates.io-index"


def _request(tmp_path: Path, cargo: str) -> dict[str, object]:
    manifest = tmp_path / "manifest"
    manifest.mkdir()
    (manifest / "Cargo.toml").write_text('[package]\nname = "itoa"\nversion = "1.0.0"\n', encoding="utf-8")
    crate = {"name": "itoa", "version": "1.0.0", "source": SOURCE, "checksum": "0" * 64}
    published = [{**crate, "manifest": str(manifest), "archive": "/archive"}]
    return {"cargo": cargo, "rustc": shutil.which("rustc"), "published": published, "vendored": []}


@pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")
def test_cargo_reads_the_written_index(tmp_path: Path) -> None:
    home = tmp_path / "out"
    write_home(_request(tmp_path, shutil.which("cargo") or ""), home)
    assert (home / "registry").read_text(encoding="utf-8").startswith("index.")
    crates = json.loads((home / "crates.json").read_text(encoding="utf-8"))
    assert crates["archives"] == {"itoa-1.0.0.crate": "/archive"}
    assert json.loads(crates["entries"]["itoa"]["1.0.0"])["cksum"] == "0" * 64
    assert crates["settings"].keys() == {"dl", "api"}


def test_an_unknown_cargo_has_no_registry(tmp_path: Path) -> None:
    program = tmp_path / "cargo"
    program.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    os.chmod(program, 0o755)  # noqa: PTH101, S103
    write_home(_request(tmp_path, str(program)), tmp_path / "out")
    assert (tmp_path / "out/registry").read_text(encoding="utf-8") == ""


def test_a_workspace_without_crates(tmp_path: Path) -> None:
    request = {**_request(tmp_path, "/none"), "published": []}
    write_home(request, tmp_path / "out")
    assert (tmp_path / "out/registry").read_text(encoding="utf-8") == ""
    assert (tmp_path / "out/config.toml").read_text(encoding="utf-8") == ""
