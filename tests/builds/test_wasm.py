"""``target``: a proc-macro and a build script run on the host, the library runs in node."""

import re
import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, Failed, build, drv_paths, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

PROJECT = CHECKOUT / "tests/projects/wasm"
TARGET = 'target = "wasm32-unknown-unknown";'
ANSWER = """
const bytes = require("fs").readFileSync(process.argv[1]);
WebAssembly.instantiate(bytes).then(({ instance }) => console.log(instance.exports.answer()));
"""


def test_the_library_runs_in_node() -> None:
    out = build(workspace(PROJECT, TARGET) + ".packages.wasm-app")
    answer = subprocess.run(
        ["node", "-e", ANSWER, str(out / "lib/wasm_app.wasm")], capture_output=True, text=True, check=True
    )
    # 40 from the macro, and 6 for the letters of wasm32, the script's target.
    assert answer.stdout == "46\n"


@pytest.mark.parametrize("profile", ["release", "web"])
def test_both_platforms_share_host_units(profile: str) -> None:
    native = drv_paths(workspace(PROJECT) + ".units")
    wasm = drv_paths(workspace(PROJECT, f'{TARGET} profile = "{profile}";') + ".units")
    shared = sorted(path.partition("-")[2] for path in set(native).intersection(wasm))
    # The macros package is also a root of the workspace, so the name has two units. The root has the optimisation of
    # the selected profile, and the dependency that of all profiles for the host.
    macros = ["wasm-macros-0.1.0.drv"] * (2 if profile == "release" else 1)
    assert shared == ["wasm-app-0.1.0-build-script.drv", *macros]


C_PROJECT = {
    "Cargo.toml": package("app", '[lib]\ncrate-type = ["cdylib"]\n\n[build-dependencies]\ncc.path = "cc"\n'),
    "Cargo.lock": lock("app cc", "cc"),
    "build.rs": 'fn main() {\n    cc::compile("src/sum.c", "sum");\n}\n',
    "src/sum.c": "int sum(int a, int b) { return a + b; }\n",
    "src/lib.rs": """
extern "C" { fn sum(a: i32, b: i32) -> i32; }
#[no_mangle]
pub extern "C" fn answer() -> i32 { unsafe { sum(40, 2) } }
""",
    "cc/Cargo.toml": (CHECKOUT / "tests/projects/cross/cc/Cargo.toml").read_text(encoding="utf-8"),
    "cc/src/lib.rs": (CHECKOUT / "tests/projects/cross/cc/src/lib.rs").read_text(encoding="utf-8"),
}


def test_c_of_a_crate_with_cc_is_compiled_by_clang(tmp_path: Path) -> None:
    project = write_project(tmp_path, C_PROJECT)
    out = build(workspace(project, TARGET) + ".default")
    answer = subprocess.run(
        ["node", "-e", ANSWER, str(out / "lib/app.wasm")], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "42\n"


def test_only_scripts_with_cc_depend_on_clang() -> None:
    pkgs = f'import {CHECKOUT}/tests/debian {{ }} // {{ llvmPackages = throw "llvmPackages was taken"; }}'
    assert evaluate(
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace"
        f" {{ pkgs = {pkgs}; src = {PROJECT}; {TARGET} }}).packages.wasm-app.name"
    )


@pytest.mark.network
def test_c_without_a_compiler_for_the_platform(tmp_path: Path) -> None:
    """The published crate `cc` looks for clang, and the stand-in has no set `wasi32`."""
    packages = (CHECKOUT / "tests/projects/tls/Cargo.lock").read_text(encoding="utf-8").split("\n\n")
    locked = [text for text in packages if re.search('name = "(cc|find-msvc-tools|shlex)"', text)]
    files = {
        "Cargo.toml": package("app", '[build-dependencies]\ncc = "1"\n'),
        "Cargo.lock": "\n\n".join([lock("app cc").rstrip(), *locked]) + "\n",
        "build.rs": 'fn main() {\n    cc::Build::new().file("src/sum.c").compile("sum");\n}\n',
        "src/sum.c": C_PROJECT["src/sum.c"],
        "src/main.rs": "fn main() {}\n",
    }
    with pytest.raises(Failed) as stopped:
        build(
            f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = import {CHECKOUT}/tests/debian/strict.nix {{ }};"
            f' src = {write_project(tmp_path, files)}; target = "wasm32-wasip1"; }}).default'
        )
    lines = [line.partition("> ")[2] for line in stopped.value.text.splitlines() if line.startswith("app> ")]
    assert lines[lines.index("  ways out:") - 4 :] == [
        "error: app compiles C for wasm32-wasip1, but there is no C compiler for this platform",
        "  at: build script of app v0.1.0 (no `links`)",
        "  expected: a package set of nixpkgs for wasm32-wasip1 (docs/cross.md), or an entry in `compilers`",
        '  got: error occurred in cc-rs: failed to find tool "clang": No such file or directory (os error 2)',
        "  ways out:",
        "    1. buildCargoWorkspace { compilers.wasm32-wasip1.cc = COMPILER; … }",
        "    2. if app has a feature without C: turn on the feature",
    ]


def test_components_need_their_linker() -> None:
    with pytest.raises(Failed) as stopped:
        build(workspace(CHECKOUT / "tests/projects/wasi", 'target = "wasm32-wasip2";') + ".default")
    lines = [line.partition("> ")[2] for line in stopped.value.text.splitlines() if line.startswith("wasi-tool> ")]
    assert lines[lines.index("  ways out:") - 4 :] == [
        "error: wasi-tool is linked to a component by `wasm-component-ld`, but the toolchain does not have this linker",
        "  at: bin `wasi-tool` of wasi-tool v0.1.0",
        "  expected: wasm-component-ld beside the programs of rustc (lib/rustlib/HOST/bin), on PATH, or in `linkers`",
        "  got: linker `wasm-component-ld` not found",
        "  ways out:",
        "    1. use a toolchain of rustup (fenix, rust-overlay): it has wasm-component-ld",
        '    2. buildCargoWorkspace { linkers.wasm32-wasip2 = "${THE-PACKAGE}/bin/wasm-component-ld"; … }',
        '    3. for a core module without a component: target = "wasm32-wasip1"',
    ]


def test_a_wasi_program_runs_in_node() -> None:
    out = build(workspace(CHECKOUT / "tests/projects/wasi", 'target = "wasm32-wasip1";') + ".default")
    runner = CHECKOUT / "tests/projects/wasi/run.mjs"
    answer = subprocess.run(
        ["node", "--no-warnings", runner, out / "bin/wasi-tool.wasm", "node"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == "hello node\n"


@pytest.mark.long
@pytest.mark.network
def test_a_component_has_the_header_of_components(tmp_path: Path) -> None:
    linker = tmp_path / "root"
    subprocess.run(
        ["cargo", "install", "--quiet", "--locked", "--root", linker, "wasm-component-ld@0.5.31"], check=True
    )
    derivation = (
        'derivation { name = "wasm-component-ld"; system = "x86_64-linux"; builder = "/bin/bash"; args = [ "-c"'
        f" ''/usr/bin/mkdir -p $out/bin; /usr/bin/cp ${{{linker}/bin/wasm-component-ld}} $out/bin/wasm-component-ld'' ]; }}"
    )
    pkgs = f"(import {CHECKOUT}/tests/debian {{ }} // {{ wasm-component-ld = {derivation}; }})"
    out = build(
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace"
        f' {{ pkgs = {pkgs}; src = {CHECKOUT}/tests/projects/wasi; target = "wasm32-wasip2"; }}).default'
    )
    # A core module has version 1, a component version 13 and layer 1.
    assert (out / "bin/wasi-tool.wasm").read_bytes()[:8] == b"\0asm\x0d\0\x01\0"
