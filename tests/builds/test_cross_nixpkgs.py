"""``target`` with nixpkgs' own ``pkgsCross`` and ``pkgsStatic``: stages, stdenv and wrappers of the cut of nixpkgs.

The compilers behind the wrappers are Debian's (tests/support/nixpkgs_cross.nix).
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from emulators import ARM, MUSL, WINDOWS, command_for

from support.nix import CHECKOUT, build, evaluate, needs_nix
from support.nixpkgs import needs_nixpkgs, unpack_cut

pytestmark = [needs_nix, pytest.mark.nix, needs_nixpkgs]

PROJECT = CHECKOUT / "tests/projects/cross"
SETS = {ARM: "pkgsCross.aarch64-multiplatform", MUSL: "pkgsStatic", WINDOWS: "pkgsCross.mingwW64"}
COMPILERS = {ARM: "aarch64-linux-gnu-gcc", MUSL: "musl-gcc", WINDOWS: "x86_64-w64-mingw32-gcc"}
# The attributes that nixlib takes of a set for another platform.
TAKEN = (
    "stdenv.cc",
    "stdenv.cc.targetPrefix",
    "stdenv.cc.bintools",
    "stdenv.mkDerivation",
    "stdenv.shell",
    "stdenv.buildPlatform.system",
    "stdenv.hostPlatform.config",
    "stdenv.hostPlatform.rust.rustcTarget",
    "buildPackages.stdenv.cc",
    "buildPackages.stdenv.hostPlatform.system",
    "buildPackages.python3",
    "buildPackages.rustc",
    "buildPackages.fetchurl",
)


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack_cut(tmp_path_factory.mktemp("cut"))


def _pkgs(cut: Path) -> str:
    # The project's own overlay has a pkg-config too; here it is nixpkgs' wrapper.
    frob = f"(final: previous: {{ inherit (import {PROJECT}/overlay.nix final previous) frob; }})"
    return f"(import {CHECKOUT}/tests/support/nixpkgs_cross.nix {{ cut = {cut}; overlays = [ {frob} ]; }})"


def _workspace(pkgs: str, arguments: str) -> str:
    return f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {PROJECT}; {arguments} }})"


def test_the_taken_attributes_are_those_of_nixpkgs(cut: Path) -> None:
    missing = evaluate(f"""
let
  pkgs = {_pkgs(cut)};
  missingOf = set: builtins.filter (path: (import {CHECKOUT}/nixlib {{ }}).scope.attributeAt set path == [ ]) [
    {" ".join(f'"{path}"' for path in TAKEN)}
  ];
in
map missingOf [ {" ".join(f"pkgs.{name}" for name in SETS.values())} ]
""")
    assert missing == [[], [], []]


@pytest.mark.parametrize("triple", SETS)
def test_each_set_is_found_by_its_triple(cut: Path, triple: str) -> None:
    pkgs = _pkgs(cut)
    expression = f"(let pkgs = {pkgs}; scope = (import {CHECKOUT}/nixlib {{ }}).scope; in"
    selected = "(scope.packagesFor { surface = pkgs; targetPkgs = null; } " + f'"{triple}").stdenv.cc.drvPath'
    assert evaluate(f"{expression} {selected})") == evaluate(f"{pkgs}.{SETS[triple]}.stdenv.cc.drvPath")


# The standard library of a platform takes minutes, once.
@pytest.mark.long
@pytest.mark.parametrize(
    "triple",
    [
        pytest.param(triple, marks=pytest.mark.skipif(shutil.which(program) is None, reason=f"no {program}"))
        for triple, program in COMPILERS.items()
    ],
)
def test_c_of_both_sides_builds_and_runs(cut: Path, triple: str) -> None:
    packages = {
        name: build(_workspace(pkgs, arguments) + ".packages.app")
        for name, pkgs, arguments in (
            ("target", _pkgs(cut), f'target = "{triple}";'),
            ("pkgs", f"{_pkgs(cut)}.{SETS[triple]}", ""),
        )
    }
    assert packages["target"] == packages["pkgs"]
    start = command_for(triple)
    if start is not None:
        program = packages["target"] / ("bin/app.exe" if triple == WINDOWS else "bin/app")
        answer = subprocess.run([*start, program], capture_output=True, text=True, check=True)
        config = "x86_64-w64-mingw32" if triple == WINDOWS else triple
        assert answer.stdout == f"42 {config} for {triple}, script for x86_64-unknown-linux-gnu\n"
