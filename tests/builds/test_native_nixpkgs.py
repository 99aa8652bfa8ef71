"""C code of build scripts under a real nixpkgs stdenv: hardening flags, and the inputs of nativeTable.nix."""

import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, build, evaluate, needs_nix
from support.nixpkgs import NIXPKGS, needs_nixpkgs, unpack_cut
from support.projects import lock, package, write_project

pytestmark = [
    needs_nix,
    pytest.mark.nix,
    needs_nixpkgs,
]

# The macros that stdenv's compiler defines. glibc's headers warn about _FORTIFY_SOURCE without optimisation (Debian's
# do not), and jemalloc's configure probes with -Werror: a warning changes the result.
BUILD_RS = """use std::process::Command;

fn main() {
    let level = format!("-O{}", std::env::var("OPT_LEVEL").unwrap());
    let probe = format!("{}/probe.c", std::env::var("OUT_DIR").unwrap());
    std::fs::write(&probe, "#include <stdio.h>\\n").unwrap();
    let macros = Command::new("cc").args([&level, "-dM", "-E", &probe]).output().unwrap().stdout;
    let macros = String::from_utf8(macros).unwrap();
    let value = |name: &str| {
        let start = format!("#define {name} ");
        macros.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or("none").to_string()
    };
    println!("cargo::rustc-env=FORTIFY={}", value("_FORTIFY_SOURCE"));
    println!("cargo::rustc-env=PROTECTOR={}", value("__SSP_STRONG__"));
}
"""
HARDENED = {
    "Cargo.toml": package("hardened", 'build = "build.rs"\n'),
    "Cargo.lock": lock("hardened"),
    "build.rs": BUILD_RS,
    "src/main.rs": (
        'fn main() {\n    println!("fortify {}, stack protector {}", env!("FORTIFY"), env!("PROTECTOR"));\n}\n'
    ),
}


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack_cut(tmp_path_factory.mktemp("cut"))


@pytest.fixture(scope="module")
def pkgs(cut: Path) -> str:
    return f"(import {NIXPKGS}/pkgs.nix {{ cut = {cut}; }})"


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("dev", "fortify none, stack protector 3\n"),
        ("release", "fortify 3, stack protector 3\n"),
    ],
)
def test_only_unoptimised_scripts_compile_without_fortify(
    pkgs: str, tmp_path: Path, profile: str, expected: str
) -> None:
    project = write_project(tmp_path, HARDENED)
    workspace = f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {project}; "
    out = build(workspace + f'profile = "{profile}"; }}).default')
    assert subprocess.run([out / "bin/hardened"], capture_output=True, text=True, check=True).stdout == expected


@pytest.mark.network
def test_a_script_with_bindgen_gets_the_nixpkgs_hook(cut: Path, pkgs: str) -> None:
    llvm = next(Path("/usr/lib").glob("llvm-*"))
    hook = f"""pkgs.makeSetupHook {{
      name = "bindgen-hook";
      substitutions = {{
        libclang = "{llvm}";
        clang = pkgs.runCommand "flags" {{ }} "mkdir -p $out/nix-support; touch $out/nix-support/{{cc-cflags,libc-cflags,libcxx-cxxflags}}";
      }};
    }} {cut}/core/pkgs/build-support/rust/hooks/rust-bindgen-hook.sh"""
    out = build(
        f"let pkgs = {pkgs}; in ((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{"
        f" pkgs = pkgs // {{ rustPlatform.bindgenHook = {hook}; }}; src = {CHECKOUT}/tests/native;"
        ' packages = [ "libclang" ]; }).default'
    )
    output = subprocess.run([out / "bin/libclang"], capture_output=True, text=True, check=True).stdout
    assert output.endswith(f' for "{llvm}/lib"\n')


def test_a_program_from_the_table_is_only_an_input_of_the_script_run(pkgs: str) -> None:
    workspace = (
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {CHECKOUT}/tests/native; "
    )
    units = workspace + 'packages = [ "with-cmake" ]; }).units'
    inputs = evaluate(f"builtins.mapAttrs (_: unit: map (input: input.name) (unit.nativeBuildInputs or [ ])) ({units})")
    assert isinstance(inputs, dict)
    assert {name: names for name, names in inputs.items() if names} == {"with-cmake-0.1.0-build-script-run": ["cmake"]}


LINKED = {
    "Cargo.toml": package("app", '[dependencies]\nfrob-sys = { path = "frob-sys" }\n'),
    "Cargo.lock": lock("app frob-sys", "frob-sys"),
    "src/main.rs": 'fn main() {\n    println!("{}", unsafe { frob_sys::frob() });\n}\n',
    "frob-sys/Cargo.toml": package("frob-sys", 'links = "frob"\nbuild = "build.rs"\n'),
    # The same output as from the crate pkg-config.
    "frob-sys/build.rs": """use std::process::Command;

fn main() {
    let flags = Command::new("pkg-config").args(["--libs", "frob"]).output().unwrap().stdout;
    for flag in String::from_utf8(flags).unwrap().split_whitespace() {
        match flag.split_at(2) {
            ("-L", path) => println!("cargo::rustc-link-search=native={path}"),
            ("-l", name) => println!("cargo::rustc-link-lib={name}"),
            _ => panic!("{flag}"),
        }
    }
}
""",
    "frob-sys/src/lib.rs": 'extern "C" {\n    pub fn frob() -> i32;\n}\n',
    "Cargo.dependencies.nix": """{ pkgs }:
let
  frob = pkgs.runCommandCC "frob" { } ''
    mkdir -p $out/lib/pkgconfig
    echo "int frob(void) { return 42; }" > frob.c
    $CC -shared -fPIC -o $out/lib/libfrob.so frob.c
    printf 'Name: frob\\nDescription: x\\nVersion: 1\\nLibs: -L%s/lib -lfrob\\n' $out > $out/lib/pkgconfig/frob.pc
  '';
in
{
  deps."frob-sys" = [ pkgs.pkg-config frob ];
  # The cut's pkg-config lacks the setup hook of nixpkgs.
  envs."frob-sys".PKG_CONFIG_PATH = "${frob}/lib/pkgconfig";
  # Only the cut's stdenv sets this variable: on Linux the wrapper of ld adds the directories of libraries.
  envs."app".NIX_DONT_SET_RPATH = "0";
}
""",
}


def test_a_program_finds_its_dynamic_library_at_run_time(pkgs: str, tmp_path: Path) -> None:
    project = write_project(tmp_path, LINKED)
    out = build(f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {project}; }}).default")
    # A library in `deps` of the crate is also linked, and kept, by the program.
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "42\n"
    references = subprocess.run(
        ["nix-store", "--query", "--references", out], capture_output=True, text=True, check=True
    ).stdout
    assert [path.partition("-")[2] for path in references.splitlines() if path.endswith("-frob")] == ["frob"]


def test_every_default_crate_override_of_nixpkgs_is_understood(cut: Path) -> None:
    overrides = evaluate(f"""
let
  list = import {cut}/core/pkgs/build-support/rust/default-crate-overrides.nix;
  package = name: {{ outPath = "/${{name}}"; dev = "/${{name}}-dev"; out = "/${{name}}"; lib = "/${{name}}-lib"; }};
  given = builtins.mapAttrs (name: _: package name) (builtins.functionArgs list) // {{
    lib = import {cut}/lib/lib;
    stdenv = {{ isDarwin = false; isLinux = true; buildPlatform.config = "x"; hostPlatform = {{ config = "x"; isDarwin = false; }}; cc = package "cc"; }};
    darwin.apple_sdk.frameworks = {{ CoreFoundation = null; Security = null; }};
    llvmPackages.libclang = package "libclang";
  }};
  crateOverrides = list given;
  read = (import {CHECKOUT}/nixlib {{ }}).scope.readDependencies {{
    programs = {{ }}; libraries = {{ }}; dependencies = null; names = [ ]; inherit crateOverrides;
  }};
in
builtins.mapAttrs (name: _: read {{ inherit name; version = "1.0.0"; }}) crateOverrides
""")
    assert isinstance(overrides, dict)
    assert overrides["openssl-sys"] == {
        "nativeBuildInputs": ["/pkg-config"], "buildInputs": ["/openssl"], "env": {}, "listed": True,
    }  # fmt: skip
    assert overrides["libgit2-sys"]["env"] == {"LIBGIT2_SYS_USE_PKG_CONFIG": "1"}
    # `rink` has a list of sets, which only buildRustCrate reads.
    assert overrides["rink"]["env"] == {}
