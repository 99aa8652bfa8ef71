"""Real repositories: an edit changes exactly these units. For ripgrep, cargo builds the same edit.

Cargo's repository is libnix's example: an edit of the main library compiles the library and the program. A build with
cargo takes half an hour; use `dev/rebuilds` for a comparison.
"""

import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.selection import parse_flags
from rebuild.cargo_side import Built
from rebuild.edits import Edit
from rebuild.our_side import Evaluated, changed_units, evaluate_units
from support.nix import CHECKOUT, needs_nix

# The inputs of the script in cargo's root package, as `cargo-nix observe` prints them.
SCRIPT_INPUTS = 'packageOverrides.cargo.buildScriptInputs = [ "src/etc/man" "src/doc/man/generated_txt" ];'
ARCHIVES = CHECKOUT.parent / "shared/workspaces"

pytestmark = [
    needs_nix,
    pytest.mark.nix,
    pytest.mark.network,
    pytest.mark.skipif(not ARCHIVES.is_dir(), reason="no archives of real workspaces beside the checkout"),
]

SELECTIONS = {command: parse_flags([command]) for command in ("build", "test")}
_RG = "ripgrep-bin-rg"
_RG_T = f"{_RG} ripgrep-bin-rg-test"
_CARGO = "cargo cargo-bin-cargo"

# The changed units by file, for `cargo build` and `cargo test`; `+` creates the file, `-` deletes the file.
RIPGREP = {
    "README.md": ("", ""),
    ".github/workflows/ci.yml": ("", ""),
    "tests/json.rs": ("", "ripgrep-test-integration"),
    "crates/searcher/src/lines.rs": (
        f"{_RG} grep grep-printer grep-searcher",
        f"{_RG_T} ripgrep-test-integration grep grep-printer grep-searcher",
    ),
    "crates/core/main.rs": (_RG, _RG_T),
    "crates/core/flags/mod.rs": (_RG, _RG_T),
    "crates/globset/README.md": ("", ""),
    "crates/globset/Cargo.toml": ("", ""),
    "crates/grep/examples/simplegrep.rs": ("", ""),
    "crates/ignore/tests/gitignore_matched_path_or_any_parents_tests.rs": ("", ""),
    "build.rs": (
        f"ripgrep-build-script ripgrep-build-script-run {_RG}",
        f"ripgrep-build-script ripgrep-build-script-run {_RG_T} ripgrep-test-integration",
    ),
    "+crates/cli/src/new.rs": ("", ""),
    "+tests/data/new.txt": ("", ""),
    "-tests/data/sherlock-nul.txt": ("", "ripgrep-test-integration"),  # the test includes the file
    "-crates/printer/README.md": ("", ""),
}
CARGO = {
    "README.md": "",
    ".github/workflows/main.yml": "",
    "src/cargo/core/mod.rs": _CARGO,
    "src/bin/cargo/main.rs": "cargo-bin-cargo",
    "tests/testsuite/main.rs": "",
    "crates/cargo-util/src/paths.rs": f"{_CARGO} cargo-util",
    "crates/cargo-util/Cargo.toml": "",
    "build.rs": f"cargo-build-script cargo-build-script-run {_CARGO}",
    "src/etc/man/cargo.1": f"cargo-build-script-run {_CARGO}",
    "benches/README.md": "",
    "+src/cargo/new.rs": "",
    "-CHANGELOG.md": "",
}


def _edit(path: str) -> Edit:
    if path.startswith("+"):
        return Edit(path=path[1:], kind="write")
    return Edit(path=path[1:], kind="delete") if path.startswith("-") else Edit(path=path)


def _unpacked(name: str, directory: Path) -> Path:
    with tarfile.open(ARCHIVES / f"{name}.tar.xz") as archive:
        archive.extractall(directory, filter="data")
    (root,) = directory.iterdir()
    return root


def _after(root: Path, copy: Path, path: str, command: str, extra: str = "") -> Evaluated:
    """Return the units of a copy of ``root`` after an edit; ``copy`` is the copy, ``extra`` are further arguments."""
    shutil.copytree(root, copy, symlinks=True)
    _edit(path).apply(copy)
    return evaluate_units(copy, SELECTIONS[command], extra)


def _short(before: Evaluated, after: Evaluated) -> list[str]:
    return sorted(re.sub(r"-\d+\.\d+\.\d+", "", name) for name in changed_units(before, after).elements())


@pytest.fixture(scope="module")
def ripgrep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _unpacked("ripgrep", tmp_path_factory.mktemp("ripgrep"))


@pytest.fixture(scope="module")
def ripgrep_units(ripgrep: Path) -> dict[str, Evaluated]:
    return {command: evaluate_units(ripgrep, selection) for command, selection in SELECTIONS.items()}


@pytest.fixture(scope="module")
def ripgrep_built(ripgrep: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    directory = tmp_path_factory.mktemp("cargo")
    yield Built(shutil.copytree(ripgrep, directory / "ripgrep", symlinks=True), SELECTIONS["build"])
    shutil.rmtree(directory)


@pytest.mark.parametrize("path", RIPGREP)
def test_ripgrep(path: str, ripgrep: Path, ripgrep_units: dict[str, Evaluated], tmp_path: Path) -> None:
    for command, expected in zip(SELECTIONS, RIPGREP[path], strict=True):
        after = _after(ripgrep, tmp_path / command, path, command)
        assert _short(ripgrep_units[command], after) == sorted(expected.split())


# Edits without a changed unit are left out: cargo cannot rebuild less.
@pytest.mark.parametrize("path", [path for path, (build, _test) in RIPGREP.items() if build])
def test_cargo_rebuilds_every_changed_unit_of_ripgrep(
    path: str, ripgrep: Path, ripgrep_units: dict[str, Evaluated], ripgrep_built: Built, tmp_path: Path
) -> None:
    after = _after(ripgrep, tmp_path / "ripgrep", path, "build")
    cargo_units = ripgrep_built.after([_edit(path)], after.names)
    assert not changed_units(ripgrep_units["build"], after) - cargo_units


@pytest.fixture(scope="module")
def cargo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _unpacked("cargo", tmp_path_factory.mktemp("cargo-repository"))


@pytest.fixture(scope="module")
def cargo_units(cargo: Path) -> Evaluated:
    return evaluate_units(cargo, SELECTIONS["build"], SCRIPT_INPUTS)


@pytest.mark.parametrize("path", CARGO)
def test_cargos_repository(path: str, cargo: Path, cargo_units: Evaluated, tmp_path: Path) -> None:
    after = _after(cargo, tmp_path / "cargo", path, "build", SCRIPT_INPUTS)
    assert _short(cargo_units, after) == sorted(CARGO[path].split())


def test_a_script_that_lists_directories_sees_its_package(cargo: Path, tmp_path: Path) -> None:
    """Without `buildScriptInputs` every file of the root package is an input of the script (docs/rebuilds.md)."""
    before = evaluate_units(cargo, SELECTIONS["build"])
    after = _after(cargo, tmp_path / "cargo", "README.md", "build")
    assert _short(before, after) == ["cargo", "cargo-bin-cargo", "cargo-build-script-run"]
