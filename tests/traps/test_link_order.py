"""The linker sees libraries in Cargo's order, and another order fails.

The project makes `libcommon.a` in three build scripts, of which the program can use one, and two libraries of which one
needs the other. Its names and paths are such that neither the order of the manifest nor that of the graph is Cargo's.
"""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, build, needs_nix, workspace

PROJECT = CHECKOUT / "tests/conformance/projects/link-order"
needs_cargo = pytest.mark.skipif(shutil.which("cargo") is None, reason="there is no cargo here")


@needs_nix
@pytest.mark.nix
def test_program_links_in_cargos_order() -> None:
    out = build(workspace(PROJECT) + ".default")
    assert subprocess.run([out / "bin/link-order"], capture_output=True, text=True, check=True).stdout == "1 42\n"


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """A copy of the project that Cargo has built, and the calls of rustc by crate."""
    root = tmp_path_factory.mktemp("link-order") / "workspace"
    shutil.copytree(PROJECT, root)
    done = subprocess.run(["cargo", "build", "-v", "--offline"], cwd=root, capture_output=True, text=True, check=True)
    commands = [line.strip() for line in done.stderr.splitlines() if line.strip().startswith("Running `rustc")]
    words = [shlex.split(command.removeprefix("Running `").removesuffix("`")) for command in commands]
    return root, {argv[argv.index("--crate-name") + 1]: argv for argv in words}


def _link(root: Path, argv: list[str]) -> str:
    """Run ``argv`` in ``root``; return "" where it links, else what is undefined."""
    done = subprocess.run(argv, cwd=root, capture_output=True, text=True, check=False)
    names = ("common_value", "base_value")
    undefined = [name for name in names if f"undefined reference to `{name}'" in done.stderr]
    assert (done.returncode == 0) == (not undefined), done.stderr
    return " ".join(undefined)


def _reordered(argv: list[str], option: str, prefix: str, order: list[int]) -> list[str]:
    """Return ``argv`` with the values of ``option`` that begin with ``prefix`` in another ``order``."""
    places = [at + 1 for at, arg in enumerate(argv[:-1]) if arg == option and argv[at + 1].startswith(prefix)]
    assert len(places) == len(order)
    values = [argv[place] for place in places]
    for place, at in zip(places, order, strict=True):
        argv = [*argv[:place], values[at], *argv[place + 1 :]]
    return argv


@needs_cargo
@pytest.mark.parametrize("order", [[2, 1, 0], [1, 0, 2], [2, 0, 1]], ids=["reversed", "by depth", "as they print"])
def test_other_orders_of_search_paths_fail(calls: tuple[Path, dict[str, list[str]]], order: list[int]) -> None:
    root, argv = calls[0], calls[1]["link_order"]
    assert not _link(root, _reordered(argv, "-L", "native=", [0, 1, 2]))
    assert _link(root, _reordered(argv, "-L", "native=", order)) == "common_value"


@needs_cargo
def test_other_orders_of_libraries_fail(calls: tuple[Path, dict[str, list[str]]]) -> None:
    root, argvs = calls
    try:
        subprocess.run(
            _reordered(argvs["later_sys"], "-l", "static:", [1, 0]), cwd=root, capture_output=True, check=True
        )
        # What a library links stands in it: the program's own call is as it was.
        assert _link(root, argvs["link_order"]) == "base_value"
    finally:
        subprocess.run(argvs["later_sys"], cwd=root, capture_output=True, check=True)
