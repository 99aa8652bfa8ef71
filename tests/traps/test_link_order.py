"""The linker gets libraries in Cargo's order, and other orders fail.

Three build scripts of the project create a `libcommon.a`, and the program links with only one of the three. Of two
libraries, one needs the other. Names and paths are chosen so that Cargo's order is neither the manifest's nor the
graph's.
"""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, build, needs_nix, workspace

PROJECT = CHECKOUT / "tests/conformance/projects/link-order"
needs_cargo = pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")


@needs_nix
@pytest.mark.nix
def test_program_links_in_cargos_order() -> None:
    out = build(workspace(PROJECT) + ".default")
    assert subprocess.run([out / "bin/link-order"], capture_output=True, text=True, check=True).stdout == "1 42\n"


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """Return a copy of the project after a cargo build, and the arguments of rustc by crate."""
    root = tmp_path_factory.mktemp("link-order") / "workspace"
    shutil.copytree(PROJECT, root)
    process = subprocess.run(
        ["cargo", "build", "-v", "--offline"], cwd=root, capture_output=True, text=True, check=True
    )
    commands = [line.strip() for line in process.stderr.splitlines() if line.strip().startswith("Running `rustc")]
    argv_lists = [shlex.split(command.removeprefix("Running `").removesuffix("`")) for command in commands]
    return root, {argv[argv.index("--crate-name") + 1]: argv for argv in argv_lists}


def _link(root: Path, argv: list[str]) -> str:
    """Run ``argv`` in ``root``; return the undefined symbols, or "" if the link succeeds."""
    process = subprocess.run(argv, cwd=root, capture_output=True, text=True, check=False)
    names = ("common_value", "base_value")
    undefined = [name for name in names if f"undefined reference to `{name}'" in process.stderr]
    assert (process.returncode == 0) == (not undefined), process.stderr
    return " ".join(undefined)


def _reordered(argv: list[str], option: str, prefix: str, order: list[int]) -> list[str]:
    """Return ``argv`` with the values of ``option`` that start with ``prefix`` in another ``order``."""
    positions = [
        index + 1 for index, arg in enumerate(argv[:-1]) if arg == option and argv[index + 1].startswith(prefix)
    ]
    assert len(positions) == len(order)
    values = [argv[position] for position in positions]
    for position, index in zip(positions, order, strict=True):
        argv = [*argv[:position], values[index], *argv[position + 1 :]]
    return argv


@needs_cargo
@pytest.mark.parametrize("order", [[2, 1, 0], [1, 0, 2], [2, 0, 1]], ids=["reversed", "by depth", "as printed"])
def test_other_search_path_orders_fail(calls: tuple[Path, dict[str, list[str]]], order: list[int]) -> None:
    root, argv = calls[0], calls[1]["link_order"]
    assert not _link(root, _reordered(argv, "-L", "native=", [0, 1, 2]))
    assert _link(root, _reordered(argv, "-L", "native=", order)) == "common_value"


@needs_cargo
def test_other_library_orders_fail(calls: tuple[Path, dict[str, list[str]]]) -> None:
    root, argv_by_crate = calls
    try:
        subprocess.run(
            _reordered(argv_by_crate["later_sys"], "-l", "static:", [1, 0]), cwd=root, capture_output=True, check=True
        )
        # A library's metadata lists the native libraries, so the program's own arguments stay the same.
        assert _link(root, argv_by_crate["link_order"]) == "base_value"
    finally:
        subprocess.run(argv_by_crate["later_sys"], cwd=root, capture_output=True, check=True)
