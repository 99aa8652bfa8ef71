"""The directory of incremental compilation."""

import os
from pathlib import Path

import pytest

from support.standalone import standalone_module


def test_an_output_under_a_name_that_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIX_BUILD_TOP", str(tmp_path))
    mask = os.umask(0o22)
    try:
        name = standalone_module("incremental_directory").share_directory(str(tmp_path), "/nix/store/x-out")
    finally:
        os.umask(mask)
    assert name == f"{tmp_path}/out"
    assert Path(name).readlink() == Path("/nix/store/x-out")


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "none"
    with pytest.raises(SystemExit) as stopped:
        standalone_module("incremental_directory").share_directory(str(missing), "/out")
    message = str(stopped.value)
    assert message.startswith(f"error: incremental compilation cannot use `{missing}`\n")
    assert "  got: no such directory\n" in message
