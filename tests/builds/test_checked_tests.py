"""``command = "check"`` on tests: `#[cfg(test)]` modules are compiled, as in ``cargo check --tests``."""

from pathlib import Path

import pytest

from support.nix import build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": package("app"),
    "Cargo.lock": lock("app"),
    "src/lib.rs": "#[cfg(test)]\nmod tests;\n",
    "src/tests.rs": "#[test]\nfn passes() {}\n",
}


def test_checking_a_test_compiles_its_modules(tmp_path: Path) -> None:
    units = workspace(write_project(tmp_path, FILES), 'command = "check"; cargoTargets.tests = true;') + ".units"
    names = evaluate(f"builtins.attrNames {units}")
    assert names == ["app-0.1.0-check-test"]
    assert [path.suffix for path in build(f'{units}."app-0.1.0-check-test"').iterdir()] == [".rmeta"]
