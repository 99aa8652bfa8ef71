"""insta finds snapshots by the workspace directory: a member other than the root package."""

import subprocess
from pathlib import Path

import pytest

from support.nix import Failed, build, needs_nix, workspace
from support.projects import package, write_project

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

SNAPSHOT = '---\nsource: crates/a/tests/it.rs\nexpression: "\\"hello\\""\n---\n{text}\n'
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/a"]\nresolver = "2"\n',
    "crates/a/Cargo.toml": package("a", '[dev-dependencies]\ninsta = { version = "1", default-features = false }\n'),
    "crates/a/src/lib.rs": "",
    "crates/a/tests/it.rs": '#[test]\nfn shows() {\n    insta::assert_snapshot!("one", "hello");\n}\n',
}


def _project(root: Path, text: str) -> Path:
    write_project(root, {**FILES, "crates/a/tests/snapshots/it__one.snap": SNAPSHOT.format(text=text)})
    subprocess.run(["cargo", "generate-lockfile"], cwd=root, capture_output=True, check=True)
    return root


def test_an_equal_snapshot_passes(tmp_path: Path) -> None:
    assert build(workspace(_project(tmp_path, "hello")) + ".checks.a-test-it").is_file()


def test_a_different_snapshot_is_shown(tmp_path: Path) -> None:
    with pytest.raises(Failed) as stopped:
        build(workspace(_project(tmp_path, "good bye")) + ".checks.a-test-it")
    assert "-good bye" in stopped.value.text
    assert "+hello" in stopped.value.text
