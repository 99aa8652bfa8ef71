"""The program of an app's derivation."""

import json
import os
import subprocess
import sys
from pathlib import Path

from support.nix import CHECKOUT
from support.projects import write_project
from support.web_app import app_attributes


def _run(tmp_path: Path, **changes: object) -> tuple[int, str]:
    pylib = CHECKOUT / "pylib/cargo_nix"
    write_project(tmp_path, {"site/index.html": "<head></head>"})
    attrs = app_attributes(tmp_path, unitBuilder=str(pylib / "builder"), outputs={"out": str(tmp_path / "out")})
    file = tmp_path / "attrs.json"
    file.write_text(json.dumps(attrs | changes), encoding="utf-8")
    argv = [sys.executable, "-I", "-S", str(pylib / "web")]
    env = {**os.environ, "NIX_ATTRS_JSON_FILE": str(file)}
    process = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    return process.returncode, process.stderr


def test_the_program_makes_the_app(tmp_path: Path) -> None:
    assert _run(tmp_path) == (0, "")
    assert (tmp_path / "out/index.html").is_file()


def test_an_error_is_a_message(tmp_path: Path) -> None:
    code, text = _run(tmp_path, assets=["none"])
    assert (code, text.splitlines()[0]) == (1, "error: an asset does not exist")
