"""An edit copies the member to the store once for the scan, and each changed file set once."""

import subprocess
import uuid
from pathlib import Path

import pytest

from conformance.selection import parse_flags
from rebuild.edits import Edit
from rebuild.our_side import evaluate_units
from support.nix import needs_nix
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

SELECTION = parse_flags(["test"])


def _source_paths() -> set[str]:
    store_paths = subprocess.run(
        ["nix", "path-info", "--all"], capture_output=True, text=True, check=True
    ).stdout.split()
    return {path for path in store_paths if path.endswith("-source")}


def _mentions(source: str, name: str) -> bool:
    return any(name.encode() in path.read_bytes() for path in Path(source).rglob("*") if path.is_file())


@pytest.mark.parametrize(("path", "targets"), [("src/inner.rs", 1), ("src/main.rs", 1), ("tests/it.rs", 1)])
def test_an_edit_copies_the_member_and_the_changed_file_sets(tmp_path: Path, path: str, targets: int) -> None:
    """The library and its unit tests have equal sets, and the tests run in the scanned copy."""
    # A unique name, because the store keeps the copies of earlier runs.
    name = f"app{uuid.uuid4().hex}"
    files = {
        "Cargo.toml": package(name),
        "Cargo.lock": lock(name),
        "src/lib.rs": f"// {name}\npub mod inner;\n",
        "src/inner.rs": "",
        "src/main.rs": f"// {name}\nfn main() {{}}\n",
        "src/bin/other.rs": "fn main() {}\n",
        "tests/it.rs": f"// {name}\n",
        "tests/more.rs": "",
    }
    root = write_project(tmp_path / "app", files)
    evaluate_units(root, SELECTION)
    before = _source_paths()
    Edit(path=path).apply(root)
    evaluate_units(root, SELECTION)
    copies = [source for source in _source_paths() - before if _mentions(source, name)]
    assert len(copies) == 1 + targets
