"""Crates in a directory of the project are compiled as Cargo compiles them, or refused as Cargo refuses them."""

import subprocess
from pathlib import Path

import pytest

from beside_cargo.vendored_cases import VENDORED_CASES
from cargo_nix.cli import main
from conformance.recorder import cargo_environment
from support.nix import Failed, evaluate, needs_nix, run, workspace

pytestmark = [needs_nix, pytest.mark.nix]


@pytest.mark.parametrize("name", VENDORED_CASES)
def test_the_program_prints_what_cargo_prints(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = VENDORED_CASES[name]
    project = case.write(tmp_path)
    env = {**cargo_environment(), "CARGO_HOME": str(tmp_path / "cargo-home"), "CARGO_TARGET_DIR": str(tmp_path / "t")}
    command = ["cargo", "run", "--quiet", "--locked", "--offline"]
    cargo = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
    program = f"{workspace(project)}.default"
    if case.refusal:
        assert cargo.returncode != 0
        assert case.refusal_of_cargo in cargo.stderr
        with pytest.raises(Failed) as failed:
            run(program)
        assert case.refusal in failed.value.text
    else:
        assert cargo.returncode == 0, cargo.stderr
        assert run(program) == cargo.stdout
        monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
        assert main(["plan", "--root", str(project), "--no-files"]) == 0
        plan = (project / "cargo-nix.json").read_text(encoding="utf-8")
        assert evaluate(f"builtins.readFile {workspace(project)}.plan") == plan
