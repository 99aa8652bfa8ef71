"""A failed link ends with the missing input, and the entry in the message fixes the build."""

import subprocess
from pathlib import Path

import pytest

from support.nix import Failed, build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

# No package provides this library: the crate only gives a name, and the linker searches.
FROB = """derivation {
  name = "frob"; system = "x86_64-linux"; builder = "/bin/bash";
  args = [ "-c" ''
    export PATH=/usr/bin; mkdir -p $out/lib
    echo 'int frob(void) { return 42; }' > frob.c; gcc -shared -o $out/lib/libfrob.so frob.c -Wl,-soname,$out/lib/libfrob.so
  '' ];
}"""
LINKS_FROB = {
    "Cargo.toml": package("app", '[dependencies]\nfrob-sys.path = "frob-sys"\n'),
    "Cargo.lock": lock("app frob-sys", "frob-sys"),
    "src/main.rs": 'fn main() {\n    println!("{}", frob_sys::number());\n}\n',
    "frob-sys/Cargo.toml": package("frob-sys", 'links = "frob"\n'),
    "frob-sys/build.rs": 'fn main() {\n    println!("cargo::rustc-link-lib=frob");\n}\n',
    "frob-sys/src/lib.rs": (
        'extern "C" {\n    fn frob() -> i32;\n}\n\npub fn number() -> i32 {\n    unsafe { frob() }\n}\n'
    ),
}
PLAIN = {
    "Cargo.toml": package("app"),
    "Cargo.lock": lock("app"),
    "src/main.rs": 'fn main() {\n    println!("42");\n}\n',
}


def _error_lines(project: Path) -> list[str]:
    """Return the message at the end of the log, without Nix's derivation name before each line."""
    with pytest.raises(Failed) as stopped:
        build(workspace(project) + ".default")
    lines = [line.partition("> ")[2] for line in stopped.value.text.splitlines() if line.startswith("app> ")]
    start = max(number for number, line in enumerate(lines) if line.startswith("error: "))
    return [line for line in lines[start:] if not line.startswith("  got: ")]


def _program_output(project: Path, arguments: str) -> str:
    out = build(workspace(project, arguments) + ".default")
    return subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout


def test_missing_library(tmp_path: Path) -> None:
    project = write_project(tmp_path, LINKS_FROB)
    assert _error_lines(project)[:3] == [
        "error: app links the library `frob`, but the linker does not find it "
        "(the build script of frob-sys asks for it)",
        "  at: bin `app` of app v0.1.0",
        "  expected: libfrob in a path of rustc-link-search, or in a native dependency of app",
    ]
    assert _program_output(project, f'dependencies = {{ deps."app" = [ ({FROB}) ]; }};') == "42\n"


def test_missing_file_of_a_linker_flag(tmp_path: Path) -> None:
    # The file lies in another member: the program already sees the files of its own package.
    flags = '[build]\nrustflags = ["-Clink-arg=-Wl,--version-script=shared/app.map"]\n'
    project = write_project(
        tmp_path,
        {
            **PLAIN,
            "Cargo.toml": package("app", '[workspace]\nmembers = ["shared"]\n'),
            "Cargo.lock": lock("app", "shared"),
            ".cargo/config.toml": flags,
            "shared/Cargo.toml": package("shared"),
            "shared/src/lib.rs": "",
            "shared/app.map": "{ };\n",
        },
    )
    assert _error_lines(project) == [
        "error: the linker reads `shared/app.map`, but the units of app do not see this file",
        "  at: bin `app` of app v0.1.0",
        "  expected: a file of the package or of `extraFiles` (the linker starts in the root of the workspace)",
        "  ways out:",
        '    1. buildCargoWorkspace { packageOverrides.app.extraFiles = [ "shared/app.map" ]; … }',
        "    2. in a git checkout: git add a new file",
        "    3. let the build script write the file to OUT_DIR, with cargo::rustc-link-search",
    ]
    assert _program_output(project, 'packageOverrides.app.extraFiles = [ "shared/app.map" ];') == "42\n"


def test_missing_linker(tmp_path: Path) -> None:
    flags = '[build]\nrustflags = ["-Clink-arg=-fuse-ld=mold"]\n'
    assert _error_lines(write_project(tmp_path, {**PLAIN, ".cargo/config.toml": flags})) == [
        "error: app needs the linker `mold`, but the linker is missing",
        "  at: bin `app` of app v0.1.0",
        "  expected: a linker on PATH (from stdenv or a native dependency of app), or an entry in `linkers`",
        "  ways out:",
        '    1. in Cargo.dependencies.nix, for each linked package: deps."app" = [ pkgs.mold ];',
        "    2. if `linker` in .cargo/config.toml names the linker: buildCargoWorkspace "
        '{ linkers.TRIPLE = "${pkgs.mold}/bin/mold"; … }',
        "    3. remove the flag or the `linker` from .cargo/config.toml: stdenv has a linker",
    ]
