"""After the deletion of a file cargo-nix rebuilds units that Cargo keeps, and Cargo's result is outdated."""

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
    # A script without declarations: Cargo reruns the script after an edit of any file of the package.
    "build.rs": 'fn main() {\n    println!("cargo:rustc-env=NOTES={}", std::path::Path::new("notes.txt").exists());\n}\n',
    "notes.txt": "note\n",
    "src/main.rs": 'fn main() {\n    println!("{}", env!("NOTES"));\n}\n',
}
SELECTION = parse_flags(["build"])


def _output_of(program: Path) -> str:
    return subprocess.run([program], capture_output=True, text=True, check=True).stdout


def _our_output(root: Path) -> str:
    return _output_of(build(f"{workspace(root, nix_arguments(SELECTION))}.default") / "bin/stamp")


def test_cargo_keeps_an_outdated_result_after_a_deletion(tmp_path: Path) -> None:
    root, program = write_project(tmp_path / "stamp", FILES), tmp_path / "stamp/target/debug/stamp"
    build_with_cargo(root, SELECTION)
    before = evaluate_units(root, SELECTION)
    assert (_output_of(program), _our_output(root)) == ("true\n", "true\n")

    (root / "notes.txt").unlink()
    assert build_with_cargo(root, SELECTION) == Counter()
    assert _output_of(program) == "true\n"
    assert changed_units(before, evaluate_units(root, SELECTION)) == Counter(
        ["stamp-0.1.0-bin-stamp", "stamp-0.1.0-build-script-run"]
    )
    shutil.rmtree(root / "target")
    build_with_cargo(root, SELECTION)
    assert (_output_of(program), _our_output(root)) == ("false\n", "false\n")
