"""The missing dependency of a failed build script, recognised in the output of crates and tools."""

from types import ModuleType

import pytest

from support.standalone import standalone_module


@pytest.fixture(scope="module")
def native_hint() -> ModuleType:
    return standalone_module("native_hint")


PKG_CONFIG = """\
pkg-config exited with status code 1
> PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 pkg-config --libs --cflags {name}

pkg-config output:
  {said}

The system library `{name}` required by crate `a-sys` was not found.
The file `{name}.pc` needs to be installed and the PKG_CONFIG_PATH environment variable must contain its parent directory.
The PKG_CONFIG_PATH environment variable is not set.
"""
NO_PKG_CONFIG = """\
thread 'main' panicked at build.rs:1:110:
called `Result::unwrap()` on an `Err` value: Could not run `PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 pkg-config --libs --cflags alsa 'alsa >= 1'`
The pkg-config command could not be found.

Most likely, you need to install a pkg-config package for your OS.
"""
LIBCLANG = (
    "thread 'main' panicked at lib.rs:616:27:\n"
    "Unable to find libclang: \"couldn't find any valid shared libraries matching: ['libclang.so', 'libclang-*.so'], set the "
    '`LIBCLANG_PATH` environment variable to a path where one of these files can be found (invalid: [])"\n'
)
CMAKE = "failed to execute command: No such file or directory (os error 2)\nis `cmake` not installed?\n"
PROTOC = 'Error: Custom { kind: NotFound, error: "Could not find `protoc`. If `protoc` is installed, try setting" }\n'
GCC = "cargo:warning=a.c:1:10: fatal error: pcap/pcap.h: No such file or directory\ncargo:warning=compilation terminated.\n"
CLANG = "wrapper.h:1:10: fatal error: 'foo/bar.h' file not found\n"
MISSING = "Package {0} was not found in the pkg-config search path.\n  Package '{0}' not found"


@pytest.mark.parametrize(
    ("output", "kind", "name"),
    [
        (PKG_CONFIG.format(name="alsa", said=MISSING.format("alsa")), "library", "alsa"),
        ("Package 'libudev', required by 'virtual:world', not found\n", "library", "libudev"),
        (
            PKG_CONFIG.format(name="zlib", said="Package 'zlib' has version '1.2', required version is '>= 99'"),
            "old library",
            "zlib",
        ),
        ("Requested 'glib-2.0 >= 2.66' but version of GLib is 2.50\n", "old library", "glib-2.0"),
        (NO_PKG_CONFIG, "no pkg-config", "alsa"),
        (
            'Failed to run `"pkg-config" "--libs" "--cflags" "fuse"`: No such file or directory (os error 2)\n',
            "no pkg-config",
            "fuse",
        ),
        (LIBCLANG, "libclang", "libclang"),
        (CMAKE, "program", "cmake"),
        (PROTOC, "program", "protoc"),
        ('error occurred in cc-rs: failed to find tool "nasm": No such file or directory\n', "program", "nasm"),
        ("sh: 1: autoreconf: not found\n", "program", "autoreconf"),
        ("/bin/sh: line 3: bison: command not found\nmake: *** [x] Error 127\n", "program", "bison"),
        ("make: cmake: No such file or directory\n", "program", "cmake"),
        ("env: 'python3': No such file or directory\n", "program", "python3"),
        ('failed to execute git: Os { code: 2, kind: NotFound, message: "No such file" }\n', "program", "git"),
        (GCC, "header", "pcap/pcap.h"),
        (CLANG, "header", "foo/bar.h"),
        ("curl: (6) Could not resolve host: example.org\n", "network", "Could not resolve host"),
        ("environment variable `FOO_DIR` not set\n", "variable", "FOO_DIR"),
        ("called `Result::unwrap()` on an `Err` value: NotPresent\n", "variable", "value: NotPresent"),
        # Optional dependencies come first; the last one stopped the script.
        (PKG_CONFIG.format(name="alsa", said=MISSING.format("alsa")) + GCC, "header", "pcap/pcap.h"),
        (GCC + PKG_CONFIG.format(name="alsa", said=MISSING.format("alsa")), "library", "alsa"),
    ],
)
def test_the_missing_dependency_is_recognised(native_hint: ModuleType, output: str, kind: str, name: str) -> None:
    finding = native_hint.find_script_complaint(output)
    assert (finding.kind, finding.name) == (kind, name)


@pytest.mark.parametrize(
    "output",
    [
        "",
        "thread 'main' panicked at build.rs:3:5:\nassertion failed: x == 3\n",
        'called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound, message: "No such file or directory" }\n',
        "could not run command: No such file or directory\n",
        "could not find the table `fonts`: not found\n",
    ],
)
def test_other_failures_have_no_complaint(native_hint: ModuleType, output: str) -> None:
    assert native_hint.find_script_complaint(output) is None


def _hint(native_hint: ModuleType, output: str, links: str | None = "alsa") -> str:
    env = {} if links is None else {"CARGO_MANIFEST_LINKS": links}
    attrs = {
        "packageName": "a-sys",
        "packageVersion": "0.3.1",
        "unit": {"env": env},
        "member": False,
        "manifestDir": "/s",
    }
    text: str = native_hint.script_hint(attrs, 101, output)
    return text


NO_FILE = """\
thread 'main' panicked at crates/gen/build.rs:3:44:
called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound, message: "No such file or directory" }
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
"""


@pytest.mark.parametrize(
    ("narrowed", "advice"),
    [
        (
            "",
            "Nix sees only tracked files; if your checkout has the file: `git add FILE` (`git add -f FILE` if .gitignore "
            "has it; in a submodule: `?submodules=1` at the end of the flake's address)",
        ),
        (
            "buildScriptInputs",
            "`packageOverrides.gen.buildScriptInputs` lists all files of this unit: add the missing file",
        ),
    ],
)
def test_missing_file_of_a_member(native_hint: ModuleType, narrowed: str, advice: str) -> None:
    attrs = {
        "packageName": "gen",
        "packageVersion": "0.1.0",
        "unit": {"env": {}},
        "member": True,
        "level": "package",
        "narrowed": narrowed,
        "src": "/s",
        "manifestDir": "/s/crates/gen",
    }
    assert native_hint.script_hint(attrs, 101, NO_FILE) == "\n".join(
        [
            "error: the build script of gen did not find a file",
            "  at: build script of gen v0.1.0 (no `links`)",
            "  expected: a file of the source that the run of the script sees",
            "  got: called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound, message: "
            '"No such file or directory" }',
            "  ways out:",
            f"    1. {advice}",
        ]
    )


def test_missing_file_of_a_published_crate(native_hint: ModuleType) -> None:
    """A published crate has all its files, so another input is missing."""
    assert "the output names no missing dependency" in _hint(native_hint, NO_FILE)


def _cross_hint(native_hint: ModuleType, output: str) -> list[str]:
    attrs = {
        "packageName": "a-sys",
        "packageVersion": "0.3.1",
        "unit": {"env": {"HOST": "x86_64-unknown-linux-gnu", "TARGET": "wasm32-wasip1"}},
        "member": False,
        "level": "package",
        "narrowed": "",
        "src": "/s",
        "manifestDir": "/s",
    }
    text: str = native_hint.script_hint(attrs, 101, output)
    return text.splitlines()


def test_library_of_a_platform_without_packages(native_hint: ModuleType) -> None:
    output = "pkg-config has not been configured to support cross-compilation.\n\nInstall a sysroot for the target\n"
    assert _cross_hint(native_hint, output) == [
        "error: a-sys looks for a C library for wasm32-wasip1, but pkg-config has libraries of the building machine only",
        "  at: build script of a-sys v0.3.1 (no `links`)",
        "  expected: a package set of nixpkgs for wasm32-wasip1 (docs/cross.md), or no C library",
        "  got: pkg-config has not been configured to support cross-compilation.",
        "  ways out:",
        "    1. if the crate has a feature for its own copy (often `vendored` or `bundled`): turn on the feature",
        "    2. if you have the library for wasm32-wasip1, in Cargo.dependencies.nix: "
        'deps."a-sys" = [ … ]; envs."a-sys".PKG_CONFIG_ALLOW_CROSS = "1";',
    ]


def test_c_of_a_platform_without_a_compiler(native_hint: ModuleType) -> None:
    output = 'error occurred in cc-rs: failed to find tool "clang": No such file or directory (os error 2)\n'
    assert _cross_hint(native_hint, output) == [
        "error: a-sys compiles C for wasm32-wasip1, but there is no C compiler for this platform",
        "  at: build script of a-sys v0.3.1 (no `links`)",
        "  expected: a package set of nixpkgs for wasm32-wasip1 (docs/cross.md), or an entry in `compilers`",
        '  got: error occurred in cc-rs: failed to find tool "clang": No such file or directory (os error 2)',
        "  ways out:",
        "    1. buildCargoWorkspace { compilers.wasm32-wasip1.cc = COMPILER; … }",
        "    2. if a-sys has a feature without C: turn on the feature",
    ]


def test_missing_library(native_hint: ModuleType) -> None:
    assert _hint(native_hint, PKG_CONFIG.format(name="alsa", said=MISSING.format("alsa"))) == "\n".join(
        [
            "error: a-sys needs the library `alsa`, but pkg-config does not find it",
            '  at: build script of a-sys v0.3.1 (links = "alsa")',
            "  expected: alsa.pc in one of the native dependencies of a-sys",
            "  got: The system library `alsa` required by crate `a-sys` was not found.",
            "  ways out:",
            '    1. in Cargo.dependencies.nix: deps."a-sys" = [ pkgs.pkg-config pkgs.alsa-lib ];',
            "    2. if the crate has a feature for its own copy (often `vendored` or `bundled`): turn on the feature",
        ]
    )


def test_missing_library_without_a_known_package(native_hint: ModuleType) -> None:
    assert _hint(native_hint, PKG_CONFIG.format(name="frob", said=MISSING.format("frob")), links=None) == "\n".join(
        [
            "error: a-sys needs the library `frob`, but pkg-config does not find it",
            "  at: build script of a-sys v0.3.1 (no `links`)",
            "  expected: frob.pc in one of the native dependencies of a-sys",
            "  got: The system library `frob` required by crate `a-sys` was not found.",
            "  ways out:",
            '    1. in Cargo.dependencies.nix: deps."a-sys" = [ pkgs.pkg-config pkgs.THE-PACKAGE ];',
            "    2. if the crate has a feature for its own copy (often `vendored` or `bundled`): turn on the feature",
            "    3. to find the package: nix-locate frob.pc (of nix-index), or https://search.nixos.org",
        ]
    )


def test_missing_libclang(native_hint: ModuleType) -> None:
    assert _hint(native_hint, LIBCLANG, links=None) == "\n".join(
        [
            "error: a-sys uses bindgen, but bindgen does not find libclang",
            "  at: build script of a-sys v0.3.1 (no `links`)",
            "  expected: libclang.so in LIBCLANG_PATH, and the C headers in BINDGEN_EXTRA_CLANG_ARGS",
            "  got: Unable to find libclang: \"couldn't find any valid shared libraries matching: ['libclang.so', "
            "'libclang-*.so'], set the `LIBCLANG_PATH` environment variable to a…",
            "  ways out:",
            '    1. in Cargo.dependencies.nix: deps."a-sys" = [ pkgs.rustPlatform.bindgenHook ];',
            '    2. without nixpkgs\' hook: envs."a-sys".LIBCLANG_PATH = "${pkgs.libclang.lib}/lib";',
        ]
    )


def test_missing_environment_variable(native_hint: ModuleType) -> None:
    assert _hint(native_hint, "environment variable `FOO_DIR` not set\n", links=None) == "\n".join(
        [
            "error: a-sys reads an environment variable that is not set",
            "  at: build script of a-sys v0.3.1 (no `links`)",
            "  expected: a value: your own environment does not reach a build",
            "  got: environment variable `FOO_DIR` not set",
            "  ways out:",
            '    1. in Cargo.dependencies.nix: envs."a-sys".FOO_DIR = "value";',
        ]
    )


def test_unrecognised_failure(native_hint: ModuleType) -> None:
    assert _hint(native_hint, "assertion failed\n", links=None) == "\n".join(
        [
            "error: the build script of a-sys failed, and the output names no missing dependency",
            "  at: build script of a-sys v0.3.1 (no `links`)",
            "  expected: exit code 0, with stdenv, the native dependencies of a-sys, no network and read-only sources",
            "  got: exit code 101, and the output above",
            "  ways out:",
            '    1. if the script needs a library or a program, in Cargo.dependencies.nix: deps."a-sys" = [ pkgs.pkg-config pkgs.THE-PACKAGE ];',
            '    2. if the script needs a variable: envs."a-sys".VARIABLE = "value";',
            "    3. to debug outside of the sandbox: nix develop, then cargo build",
        ]
    )
