"""The one edit for which we build what Cargo keeps, a deleted file: what Cargo keeps is not what it would build."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from conformance.selection import parse_flags
from rebuild.cargo_side import build_with_cargo
from rebuild.our_side import changed_units, evaluate_units, nix_arguments
from support.nix import build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": package("stamp"),
    "Cargo.lock": lock("stamp"),
    # A script that reads a file and says nothing of it: Cargo runs it again for any file of the package.
    "build.rs": 'fn main() {\n    println!("cargo:rustc-env=NOTES={}", std::path::Path::new("notes.txt").exists());\n}\n',
    "notes.txt": "note\n",
    "src/main.rs": 'fn main() {\n    println!("{}", env!("NOTES"));\n}\n',
}
SELECTION = parse_flags(["build"])


def _said_by(program: Path) -> str:
    return subprocess.run([program], capture_output=True, text=True, check=True).stdout


def _said_by_ours(root: Path) -> str:
    return _said_by(build(f"{workspace(root, nix_arguments(SELECTION))}.default") / "bin/stamp")


def test_cargo_keeps_what_a_build_from_nothing_would_not_give(tmp_path: Path) -> None:
    root, program = write_project(tmp_path / "stamp", FILES), tmp_path / "stamp/target/debug/stamp"
    build_with_cargo(root, SELECTION)
    before = evaluate_units(root, SELECTION)
    assert (_said_by(program), _said_by_ours(root)) == ("true\n", "true\n")

    (root / "notes.txt").unlink()
    assert build_with_cargo(root, SELECTION) == Counter()
    assert _said_by(program) == "true\n"
    assert changed_units(before, evaluate_units(root, SELECTION)) == Counter(
        ["stamp-0.1.0-bin-stamp", "stamp-0.1.0-build-script-run"]
    )
    shutil.rmtree(root / "target")
    build_with_cargo(root, SELECTION)
    assert (_said_by(program), _said_by_ours(root)) == ("false\n", "false\n")
