"""The files of units, by kind and platform."""

import shutil
import subprocess

import pytest

from cargo_nix.plan.unit_files import FileNames, linkable_files, needs_linker, products_of, written_files
from cargo_nix.units.unit import Unit
from support.graph_units import make_unit

LINUX = FileNames("x86_64-unknown-linux-gnu", "12ab", frozenset())
DYLIB = make_unit("lib", crate_types=("dylib",))


@pytest.mark.parametrize(
    ("unit", "files", "linkable", "products"),
    [
        (make_unit(), ["libdemo_x-12ab.rlib"], ["libdemo_x-12ab.rlib"], ["libdemo_x.rlib"]),
        (make_unit("bin"), ["demo_x-12ab"], [], ["demo-x"]),
        (make_unit(mode="check"), ["libdemo_x-12ab.rmeta"], ["libdemo_x-12ab.rmeta"], []),
        (make_unit(mode="test"), ["demo_x-12ab"], [], []),
        (make_unit("proc-macro"), ["libdemo_x-12ab.so"], ["libdemo_x-12ab.so"], ["libdemo_x.so"]),
        (
            make_unit(crate_types=("rlib", "cdylib", "staticlib")),
            ["libdemo_x-12ab.rlib", "libdemo_x-12ab.so", "libdemo_x-12ab.a"],
            ["libdemo_x-12ab.rlib"],
            ["libdemo_x.rlib", "libdemo_x.so", "libdemo_x.a"],
        ),
        (make_unit("custom-build", mode="run-custom-build"), [], [], []),
    ],
)
def test_files_on_linux(unit: Unit, files: list[str], linkable: list[str], products: list[str]) -> None:
    assert (written_files(unit, LINUX), linkable_files(unit, LINUX), products_of(unit, LINUX)) == (
        files,
        linkable,
        products,
    )


@pytest.mark.parametrize(
    ("triple", "program", "library", "archive"),
    [
        ("aarch64-apple-darwin", "demo_x", "libdemo_x.dylib", "libdemo_x.a"),
        ("x86_64-pc-windows-msvc", "demo_x.exe", "demo_x.dll", "demo_x.lib"),
        ("x86_64-pc-windows-gnu", "demo_x.exe", "demo_x.dll", "libdemo_x.a"),
        ("wasm32-unknown-unknown", "demo_x.wasm", "demo_x.wasm", "libdemo_x.a"),
    ],
)
def test_files_elsewhere(triple: str, program: str, library: str, archive: str) -> None:
    names = FileNames(triple, None, frozenset())
    units = (make_unit("bin"), DYLIB, make_unit(crate_types=("staticlib",)))
    assert [written_files(unit, names)[0] for unit in units] == [program, library, archive]


def test_a_crate_type_that_the_platform_drops_writes_nothing() -> None:
    names = FileNames("wasm32-wasip1", None, frozenset({"dylib"}))
    assert written_files(make_unit(crate_types=("dylib", "rlib")), names) == ["libdemo_x.rlib"]


def test_archives_are_made_without_a_linker() -> None:
    linked = [make_unit("bin"), make_unit(mode="test"), make_unit("proc-macro"), DYLIB]
    plain = [make_unit(), make_unit(crate_types=("staticlib",)), make_unit("bin", mode="check")]
    assert [needs_linker(unit) for unit in (*linked, *plain)] == [True] * 4 + [False] * 3


@pytest.mark.skipif(shutil.which("rustc") is None, reason="rustc is not installed")
@pytest.mark.parametrize(
    "triple",
    [
        *("x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "riscv64gc-unknown-linux-gnu"),
        *("aarch64-apple-darwin", "x86_64-apple-darwin", "x86_64-unknown-freebsd"),
        *("x86_64-pc-windows-gnu", "x86_64-pc-windows-msvc", "wasm32-unknown-unknown"),
    ],
)
def test_the_files_are_those_of_rustc(triple: str) -> None:
    # Cargo asks rustc with the crate name `___` (core/compiler/build_context/target_info.rs, TargetInfo::new).
    types = ["bin", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"]
    words = [word for name in types for word in ("--crate-type", name)]
    command = ["rustc", "-", "--crate-name", "___", "--target", triple, "--print", "file-names", *words]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    dropped = frozenset(name for name in types if f"unsupported crate type `{name}`" in done.stderr)
    names = FileNames(triple, None, dropped)
    kinds = {"bin": "bin", "proc-macro": "proc-macro"}
    ours = [
        file.replace("demo_x", "___")
        for name in types
        if name not in dropped
        for file in written_files(make_unit(kinds.get(name, "lib"), crate_types=(name,)), names)
        # The linker writes the import library, and rustc does not list the file.
        if not file.endswith(".dll.a")
    ]
    # rustc does not list import libraries. Cargo adds them by itself (file_types in target_info.rs).
    listed = [file for file in ours if not file.endswith(".dll.a")]
    assert sorted(listed) == sorted(done.stdout.splitlines())


def test_a_dll_of_windows_gnu_has_an_import_library() -> None:
    names = FileNames("x86_64-pc-windows-gnu", "0123456789abcdef", frozenset())
    assert written_files(DYLIB, names)[:2] == ["demo_x-0123456789abcdef.dll", "libdemo_x-0123456789abcdef.dll.a"]
    assert all(not file.endswith(".a") for file in linkable_files(DYLIB, names))
