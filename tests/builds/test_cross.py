"""``target`` with its C: a compiler, libraries and pkg-config of each platform, and none found by luck.

The stand-in for pkgsCross (tests/debian/cross.nix) has an empty PATH but for the inputs of a unit.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from emulators import ARM, MUSL, WINDOWS, command_for

from support.nix import CHECKOUT, Failed, build, drv_paths, evaluate, needs_nix
from support.nixpkgs import needs_nixpkgs, unpack_cut
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

PROJECT = CHECKOUT / "tests/projects/cross"
PKGS = f"(import {CHECKOUT}/tests/debian {{ overlays = [ (import {PROJECT}/overlay.nix) ]; }})"
# The standard library of a platform takes minutes, once.
COMPILED_STD = pytest.mark.long


def _needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


needs_musl = _needs("musl-gcc")
needs_arm = _needs("aarch64-linux-gnu-gcc")
needs_windows = _needs("x86_64-w64-mingw32-gcc")
PLATFORMS = [
    pytest.param(MUSL, marks=needs_musl),
    pytest.param(ARM, marks=needs_arm),
    pytest.param(WINDOWS, marks=needs_windows),
]


def _workspace(arguments: str, pkgs: str = PKGS) -> str:
    return f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {PROJECT}; {arguments} }})"


def _output(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@COMPILED_STD
@needs_musl
def test_a_musl_program_is_static_and_runs() -> None:
    program = build(_workspace(f'target = "{MUSL}";') + ".packages.app") / "bin/app"
    assert _output(program) == f"42 x86_64-linux for {MUSL}, script for x86_64-linux\n"
    assert "static-pie linked" in _output("file", program)


@COMPILED_STD
@needs_arm
def test_an_arm_program_runs_under_qemu() -> None:
    program = build(_workspace(f'target = "{ARM}";') + ".packages.app") / "bin/app"
    assert "ARM aarch64" in _output("file", program)
    start = command_for(ARM)
    if start is not None:
        assert _output(*start, program) == f"42 aarch64-linux for {ARM}, script for x86_64-linux\n"


@COMPILED_STD
@needs_windows
def test_windows_products_have_cargos_names() -> None:
    packages = _workspace(f'target = "{WINDOWS}"; workspace = true;') + ".packages"
    program = build(packages + ".app") / "bin/app.exe"
    assert "PE32+ executable" in _output("file", program)
    start = command_for(WINDOWS)
    if start is not None:
        answer = _output(*start, program)
        assert answer.rstrip() == f"42 x86_64-windows for {WINDOWS}, script for x86_64-linux"
    library = build(packages + ".lib")
    assert sorted(path.name for path in (library / "lib").iterdir()) == ["lib.dll", "liblib.dll.a"]
    assert "lib_dll_iname" in _output("x86_64-w64-mingw32-nm", library / "lib/liblib.dll.a") or "number" in _output(
        "x86_64-w64-mingw32-nm", library / "lib/liblib.dll.a"
    )


@pytest.mark.parametrize("triple", PLATFORMS)
@COMPILED_STD
def test_a_package_set_of_another_platform_is_the_target(triple: str) -> None:
    name = {MUSL: "pkgsStatic", ARM: "pkgsCross.aarch64-multiplatform", WINDOWS: "pkgsCross.mingwW64"}[triple]
    with_target = drv_paths(_workspace(f'target = "{triple}";') + ".packages")
    assert drv_paths(_workspace("", f"{PKGS}.{name}") + ".packages") == with_target


def test_a_target_that_contradicts_the_package_set_is_an_error() -> None:
    with pytest.raises(Failed) as stopped:
        evaluate(_workspace(f'target = "{ARM}";', f"{PKGS}.pkgsStatic") + ".default.drvPath")
    message = stopped.value.text[stopped.value.text.index("error: `pkgs`") :]
    assert message.splitlines() == [
        f"error: `pkgs` has packages for `{MUSL}`, but `target` is another platform",
        "         at: buildCargoWorkspace: pkgs",
        "         expected: packages of the machine that builds, or of the platform `target`",
        f"         got: `target` is {ARM}",
        "         ways out:",
        "           1. remove `target`: `pkgs` selects the platform",
        "           2. pass the packages of the machine that builds: pkgs = nixpkgs.legacyPackages.${system}",
    ]


@needs_nixpkgs
def test_the_sets_of_the_table_have_the_triple_in_nixpkgs(tmp_path: Path) -> None:
    """The lib of nixpkgs elaborates the platforms of pkgsCross."""
    wrong = evaluate(f"""
let
  lib = import {unpack_cut(tmp_path)}/lib/lib;
  table = (import {CHECKOUT}/nixlib {{ }}).scope.platformTable;
  nameOf = path: builtins.match "pkgsCross[.]([^.]+).*" path;
  names = triple: builtins.concatMap (path: if nameOf path == null then [ ] else nameOf path) (table.${{triple}}.sets or [ ]);
  tripleOf = name: (lib.systems.elaborate lib.systems.examples.${{name}}).rust.rustcTarget;
in
builtins.filter (triple: builtins.any (name: tripleOf name != triple) (names triple)) (builtins.attrNames table)
""")
    assert wrong == []


@pytest.mark.parametrize("name", ["cc", "gcc", "aarch64-linux-gnu-gcc", "musl-gcc", "clang"])
@COMPILED_STD
@needs_musl
def test_no_compiler_is_found_by_luck(tmp_path: Path, name: str) -> None:
    """A script for the platform has the compiler of the set, and no other on PATH."""
    project = write_project(
        tmp_path,
        {
            "Cargo.toml": package("app"),
            "Cargo.lock": lock("app"),
            "src/main.rs": "fn main() {}\n",
            "build.rs": f"""fn main() {{
    std::process::Command::new("{name}").arg("--version").status().expect("{name}");
}}
""",
        },
    )
    with pytest.raises(Failed) as stopped:
        build(
            f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace"
            f' {{ pkgs = {PKGS}; src = {project}; target = "{MUSL}"; }}).default'
        )
    assert f"{name}: Os {{ code: 2, kind: NotFound" in stopped.value.text


def test_the_command_line_of_a_foreign_set_runs_on_the_building_machine() -> None:
    assert (
        evaluate(f"((import {CHECKOUT}/nixlib {{ }}).mkCli {{ pkgs = {PKGS}.pkgsStatic; }}).system") == "x86_64-linux"
    )
