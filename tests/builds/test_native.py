"""Crates with C code: system libraries, bundled libraries, libclang, cmake, and the entries of nativeTable.nix."""

import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, Failed, build, drv_paths, evaluate, needs_nix
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

PROJECT = CHECKOUT / "tests/native"
DEBIAN = f"import {CHECKOUT}/tests/debian {{ }}"
# A program of /usr in another package, with a variable that tells the two apart.
WRAPPED_CMAKE = """derivation {
  name = "cmake"; system = "x86_64-linux"; builder = "/bin/bash";
  args = [ "-c" ''
    export PATH=/usr/bin; mkdir -p $out/bin
    printf '#!/bin/bash\\nCMAKE_OF="cmake of pkgs" exec /usr/bin/cmake "$@"\\n' > $out/bin/cmake; chmod +x $out/bin/cmake
  '' ];
}"""
# pkg-config searches this package before /usr; the headers are in another directory.
OTHER_OPENSSL = """derivation {
  name = "openssl"; system = "x86_64-linux"; builder = "/bin/bash";
  args = [ "-c" ''
    export PATH=/usr/bin; mkdir -p $out/lib/pkgconfig $out/include
    ln -s /usr/include/openssl $out/include/openssl
    printf 'Name: OpenSSL\\nDescription: x\\nVersion: 3.5.0\\nLibs: -lssl -lcrypto\\nCflags: -I%s/include\\n' $out \\
      > $out/lib/pkgconfig/openssl.pc
  '' ];
}"""


def _workspace(member: str, arguments: str = "", pkgs: str = DEBIAN) -> str:
    return (
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {PROJECT}; "
        f'packages = [ "{member}" ]; profile = "dev"; {arguments} }})'
    )


def _program_output(member: str, arguments: str = "", pkgs: str = DEBIAN) -> str:
    out = build(_workspace(member, arguments, pkgs) + ".default")
    return subprocess.run([out / f"bin/{member}"], capture_output=True, text=True, check=True).stdout


def _system_version(name: str) -> str:
    return subprocess.run(
        ["pkg-config", "--modversion", name], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_system_libraries() -> None:
    zlib, openssl, headers = _program_output("system").splitlines()
    assert zlib.startswith("zlib " + _system_version("zlib"))
    assert openssl.startswith("OpenSSL " + _system_version("openssl"))
    assert headers == 'headers in "/usr/include"'


def test_bundled_libraries() -> None:
    assert _program_output("bundled") == (
        "sqlite 42\nzlib 64 -> 12\nring ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n"
    )


def test_libclang_from_a_variable() -> None:
    directory = next(Path("/usr/lib").glob("llvm-*/lib"))
    output = _program_output("libclang", f'dependencies = {{ envs.libclang.LIBCLANG_PATH = "{directory}"; }};')
    assert output.startswith(f"{directory}/libclang")
    assert output.endswith(f' for "{directory}"\n')


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("", "built by cmake of pkgs\n"),
        ("nativeDefaults = false;", "built by some cmake\n"),
    ],
)
def test_cmake(arguments: str, expected: str) -> None:
    assert _program_output("with-cmake", arguments, f"{DEBIAN} // {{ cmake = {WRAPPED_CMAKE}; }}") == expected


def test_a_script_gets_the_library_from_the_table() -> None:
    pkgs = f"{DEBIAN} // {{ openssl = {OTHER_OPENSSL}; }}"
    headers = _program_output("system", "", pkgs).splitlines()[2]
    assert headers.endswith('-openssl/include"')


def test_the_table_changes_script_runs_of_its_crates_and_their_dependents() -> None:
    before = drv_paths(_workspace("system") + ".units")
    after = drv_paths(
        _workspace("system", "", f"{DEBIAN} // {{ openssl = {OTHER_OPENSSL}; sqlite = throw 1; }}") + ".units"
    )
    same = [path.partition("-")[2] for path in after if path in before]
    changed = [path.partition("-")[2] for path in after if path not in before]
    assert "openssl-sys-0.9.118-build-script-run.drv" in changed
    assert {name.removesuffix(".drv") for name in changed} == {
        "openssl-sys-0.9.118-build-script-run",
        "openssl-sys-0.9.118",
        "system-0.1.0-build-script-run",
        "system-0.1.0-bin-system",
    }
    assert "libz-sys-1.1.31-build-script-run.drv" in same


@pytest.mark.parametrize(
    "arguments",
    [
        "nativeDefaults = false;",
        'dependencies = { deps."openssl-sys" = [ ]; };',
        "crateOverrides.openssl-sys = attrs: { buildInputs = [ ]; };",
    ],
)
def test_user_settings_override_the_table(arguments: str) -> None:
    pkgs = f'{DEBIAN} // {{ openssl = throw "openssl was taken"; }}'
    assert drv_paths(_workspace("system", arguments, pkgs) + ".units") == drv_paths(_workspace("system") + ".units")


def test_the_dev_shell_has_the_tables_inputs() -> None:
    pkgs = f"{DEBIAN} // {{ openssl = {OTHER_OPENSSL}; cmake = {WRAPPED_CMAKE}; }}"
    shell = _workspace("system", "", pkgs) + ".devShell"
    names = evaluate(f"map (input: input.name) (({shell}).nativeBuildInputs ++ ({shell}).buildInputs)")
    assert isinstance(names, list)
    assert {"openssl", "cmake"} <= set(names)


MISSING_LIBRARY = {
    "Cargo.toml": package("frob-sys", 'links = "frob"\nbuild = "build.rs"\n'),
    "Cargo.lock": lock("frob-sys"),
    "build.rs": """use std::process::Command;

fn main() {
    let found = Command::new("pkg-config").args(["--libs", "frob"]).output().expect("pkg-config");
    if !found.status.success() {
        eprint!("{}", String::from_utf8_lossy(&found.stderr));
        std::process::exit(1);
    }
}
""",
    "src/lib.rs": "",
}


def _failed_script_log(project: Path) -> list[str]:
    with pytest.raises(Failed) as stopped:
        build(f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {DEBIAN}; src = {project}; }}).default")
    prefix = "frob-sys> "
    return [line.removeprefix(prefix) for line in stopped.value.text.splitlines() if line.startswith(prefix)]


def test_a_script_without_its_library_names_the_missing_entry(tmp_path: Path) -> None:
    log = _failed_script_log(write_project(tmp_path, MISSING_LIBRARY))
    assert log == [
        "error: failed to run custom build command for `frob-sys v0.1.0`",
        "  exit code: 1",
        "  --- stderr",
        "  Package frob was not found in the pkg-config search path.",
        "  Perhaps you should add the directory containing `frob.pc'",
        "  to the PKG_CONFIG_PATH environment variable",
        "  Package 'frob' not found",
        "error: frob-sys needs the library `frob`, but pkg-config does not find it",
        '  at: build script of frob-sys v0.1.0 (links = "frob")',
        "  expected: frob.pc in one of the native dependencies of frob-sys",
        "  got: Package 'frob' not found",
        "  ways out:",
        '    1. in Cargo.dependencies.nix: deps."frob-sys" = [ pkgs.pkg-config pkgs.THE-PACKAGE ];',
        "    2. if the crate has a feature for its own copy (often `vendored` or `bundled`): turn on the feature",
        "    3. to find the package: nix-locate frob.pc (of nix-index), or https://search.nixos.org",
    ]


def test_a_script_that_opens_the_network_fails(tmp_path: Path) -> None:
    script = 'fn main() {\n    std::net::TcpStream::connect("example.org:80").unwrap();\n}\n'
    log = _failed_script_log(write_project(tmp_path, {**MISSING_LIBRARY, "build.rs": script}))
    assert log[-7:] == [
        "error: frob-sys uses the network, but a build in Nix has no network",
        '  at: build script of frob-sys v0.1.0 (links = "frob")',
        "  expected: a build script that downloads nothing",
        '  got: called `Result::unwrap()` on an `Err` value: Custom { kind: Uncategorized, error: "failed to lookup address '
        'information: Temporary failure in name resolution" }',
        "  ways out:",
        '    1. if frob-sys reads the file from a variable: envs."frob-sys".VARIABLE = pkgs.fetchurl { … };',
        "    2. turn off the feature with the download",
    ]
