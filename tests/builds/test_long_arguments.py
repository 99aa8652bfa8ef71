"""Argument lists above the system's limit: a package with thousands of features."""

from pathlib import Path

import pytest

from support.nix import build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]


def test_long_arguments_go_through_a_file(tmp_path: Path) -> None:
    # Linux limits one argument to 128 KiB, and `--check-cfg` lists all features in one argument.
    features = "".join(f"a-feature-with-a-rather-long-name-{number} = []\n" for number in range(4000))
    files = {
        "Cargo.toml": package("app", f"[features]\n{features}"),
        "Cargo.lock": lock("app"),
        "src/main.rs": 'fn main() {\n    assert!(cfg!(feature = "a-feature-with-a-rather-long-name-3999"));\n}\n',
    }
    project = write_project(tmp_path, files)
    assert (build(workspace(project, "allFeatures = true;") + ".default") / "bin/app").is_file()
