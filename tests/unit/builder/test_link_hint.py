"""The missing input of a failed link, recognised in the output of linkers, compilers and rustc."""

from collections.abc import Mapping
from types import ModuleType

import pytest

from support.standalone import standalone_module


@pytest.fixture(scope="module")
def link_hint() -> ModuleType:
    return standalone_module("link_hint")


FAILED = "linking with `cc` failed: exit status: 1\n"
BFD = "/usr/bin/x86_64-linux-gnu-ld.bfd: "
ENDED = "\ncollect2: error: ld returned 1 exit status\n"


def _arguments(*extra: str) -> str:
    words = ["cc", "-m64", "rustc/symbols.o", "-lgcc_s", "-lc", "-o", "app", "-nodefaultlibs", *extra]
    return " ".join(f'"{word}"' for word in words) + "\n"


NO_FILE = ": No such file or directory"
MISSING = BFD + "cannot find -lfrob" + NO_FILE


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (FAILED + _arguments("-lfrob") + MISSING + ENDED, "library", "frob"),
        (FAILED + BFD + "cannot find -l:libfrob.a" + NO_FILE + ENDED, "library", "libfrob.a"),
        (FAILED + BFD + "cannot find -lusb-1.0" + ENDED, "library", "usb-1.0"),
        (
            FAILED + MISSING + "\n" + BFD + "have you installed the static version of the frob library ?" + ENDED,
            "static library",
            "frob",
        ),
        (FAILED + "ld.lld: error: unable to find library -lfrob" + ENDED, "library", "frob"),
        (FAILED + "mold: fatal: library not found: frob" + ENDED, "library", "frob"),
        (FAILED + "ld: library not found for -lfrob\n", "library", "frob"),
        (FAILED + "ld: library 'frob' not found\n", "library", "frob"),
        (
            "could not find native static library `frob`, perhaps an -L flag is missing?\n",
            "static library",
            "frob",
        ),
        (FAILED + BFD + "cannot open linker script file memory.x" + NO_FILE + ENDED, "file", "memory.x"),
        (FAILED + "ld.lld: error: cannot find linker script ld/memory.x" + ENDED, "file", "ld/memory.x"),
        (FAILED + "ld.lld: error: cannot find version script exports.map" + ENDED, "file", "exports.map"),
        (FAILED + _arguments("start.o") + BFD + "cannot find start.o" + NO_FILE + ENDED, "file", "start.o"),
        ("linker `clang` not found\nNo such file or directory (os error 2)\n", "linker", "clang"),
        (
            FAILED + _arguments("-fuse-ld=mold") + "collect2: fatal error: cannot find 'ld'\ncompilation terminated.\n",
            "linker",
            "mold",
        ),
        (
            FAILED + _arguments("-fuse-ld=lld") + "clang: error: invalid linker name in argument '-fuse-ld=lld'\n",
            "linker",
            "lld",
        ),
        # The first complaint counts: the next ones may follow from it.
        (FAILED + MISSING + "\n" + BFD + "cannot find -lother" + NO_FILE + ENDED, "library", "frob"),
    ],
)
def test_the_missing_input_is_recognised(link_hint: ModuleType, text: str, kind: str, name: str) -> None:
    finding = link_hint.find_link_complaint(text)
    assert (finding.kind, finding.name) == (kind, name)


@pytest.mark.parametrize(
    "text",
    [
        FAILED + _arguments("-lfrob"),
        # A missing symbol fails with Cargo too.
        FAILED + BFD + "app.o: in function `main': undefined reference to `frob'" + ENDED,
        # A file of the compiler, which no argument names.
        FAILED + _arguments() + BFD + "cannot find crti.o" + NO_FILE + ENDED,
    ],
)
def test_other_failures_have_no_complaint(link_hint: ModuleType, text: str) -> None:
    assert link_hint.find_link_complaint(text) is None


def _hint(
    link_hint: ModuleType,
    text: str,
    libraries: Mapping[str, str],
    *,
    member: bool = True,
    platform: str | None = None,
) -> list[str]:
    attrs = {
        "packageName": "app",
        "packageVersion": "0.1.0",
        "member": member,
        "src": "/nix/store/x-source",
        "cwd": "/nix/store/x-source",
        "unit": {"kind": "bin", "target": "tool", "platform": platform},
    }
    results = [
        {"out_dir": f"/nix/store/y/release/build/{package}-0123456789abcdef/out", "library_links": [library]}
        for package, library in libraries.items()
    ]
    message: str = link_hint.link_hint(attrs, results, text)
    return message.splitlines()


@pytest.mark.parametrize("link", ["pcap", "dylib=pcap", "dylib:+verbatim=pcap", "dylib=pcap:other"])
def test_missing_library_of_a_script(link_hint: ModuleType, link: str) -> None:
    text = FAILED + BFD + "cannot find -lpcap" + NO_FILE + ENDED
    assert _hint(link_hint, text, {"z-sys": "z", "pcap-sys": link}) == [
        "error: app links the library `pcap`, but the linker does not find it (the build script of pcap-sys asks for it)",
        "  at: bin `tool` of app v0.1.0",
        "  expected: libpcap in a path of rustc-link-search, or in a native dependency of app",
        "  got: /usr/bin/x86_64-linux-gnu-ld.bfd: cannot find -lpcap: No such file or directory",
        "  ways out:",
        '    1. in Cargo.dependencies.nix, for each package whose program links the library: deps."app" = [ pkgs.libpcap ];',
        "    2. for all of them, if the build script of pcap-sys reads a variable for the path (…_LIB_DIR): "
        'envs."pcap-sys".VARIABLE = "${pkgs.lib.getLib pkgs.libpcap}/lib";',
    ]


def test_missing_library_without_a_known_package(link_hint: ModuleType) -> None:
    assert _hint(link_hint, FAILED + MISSING + ENDED, {}) == [
        "error: app links the library `frob`, but the linker does not find it (a `#[link]` or a flag asks for it)",
        "  at: bin `tool` of app v0.1.0",
        "  expected: libfrob in a path of rustc-link-search, or in a native dependency of app",
        "  got: /usr/bin/x86_64-linux-gnu-ld.bfd: cannot find -lfrob: No such file or directory",
        "  ways out:",
        '    1. in Cargo.dependencies.nix, for each package whose program links the library: deps."app" = [ pkgs.THE-PACKAGE ];',
        "    2. for all of them, if the build script of THE-CRATE reads a variable for the path (…_LIB_DIR): "
        'envs."THE-CRATE".VARIABLE = "${pkgs.lib.getLib pkgs.THE-PACKAGE}/lib";',
        "    3. to find the package: nix-locate libfrob.so (of nix-index), or https://search.nixos.org",
    ]


def test_missing_static_library(link_hint: ModuleType) -> None:
    text = "could not find native static library `z`, perhaps an -L flag is missing?"
    assert _hint(link_hint, text, {"z-sys": "static=z"}) == [
        "error: app links the static library `z`, but the linker does not find it (the build script of z-sys asks for it)",
        "  at: bin `tool` of app v0.1.0",
        "  expected: libz.a in a path of rustc-link-search",
        "  got: could not find native static library `z`, perhaps an -L flag is missing?",
        "  ways out:",
        "    1. if the build script of z-sys reads a variable for the path (…_LIB_DIR): "
        'envs."z-sys".VARIABLE = "${pkgs.pkgsStatic.zlib}/lib";',
        '    2. if the linker looks for the library: deps."app" = [ pkgs.pkgsStatic.zlib ];',
        '    3. the shared library, if z-sys has a feature or a variable for the choice, with deps."app" = [ pkgs.zlib ];',
    ]


def test_missing_linker_script(link_hint: ModuleType) -> None:
    text = FAILED + BFD + "cannot open linker script file ./ld/memory.x" + NO_FILE + ENDED
    assert _hint(link_hint, text, {}) == [
        "error: the linker reads `ld/memory.x`, but the units of app do not see this file",
        "  at: bin `tool` of app v0.1.0",
        "  expected: a file of the package or of `extraFiles` (the linker starts in the root of the workspace)",
        "  got: /usr/bin/x86_64-linux-gnu-ld.bfd: cannot open linker script file ./ld/memory.x: No such file or directory",
        "  ways out:",
        '    1. buildCargoWorkspace { packageOverrides.app.extraFiles = [ "ld/memory.x" ]; … }',
        "    2. in a git checkout: git add a new file",
        "    3. let the build script write the file to OUT_DIR, with cargo::rustc-link-search",
    ]


def test_missing_linker_script_for_a_crate(link_hint: ModuleType) -> None:
    text = FAILED + BFD + "cannot open linker script file memory.x" + NO_FILE + ENDED
    assert _hint(link_hint, text, {}, member=False) == [
        "error: the linker reads `memory.x`, but app has no such file",
        "  at: bin `tool` of app v0.1.0",
        "  expected: flags for all crates: as in Cargo, the linker starts in the directory of the crate",
        "  got: /usr/bin/x86_64-linux-gnu-ld.bfd: cannot open linker script file memory.x: No such file or directory",
        "  ways out:",
        "    1. set `target` (or `build.target`): rustflags then reach neither build scripts nor proc-macros",
        "    2. let a build script of your program give the argument: cargo::rustc-link-arg-bins=…",
    ]


def test_missing_linker(link_hint: ModuleType) -> None:
    assert _hint(link_hint, "linker `wasm-ld` not found\nNo such file or directory (os error 2)\n", {}) == [
        "error: app needs the linker `wasm-ld`, but the linker is missing",
        "  at: bin `tool` of app v0.1.0",
        "  expected: a linker on PATH (from stdenv or a native dependency of app), or an entry in `linkers`",
        "  got: linker `wasm-ld` not found",
        "  ways out:",
        '    1. in Cargo.dependencies.nix, for each linked package: deps."app" = [ pkgs.lld ];',
        "    2. if `linker` in .cargo/config.toml names the linker: buildCargoWorkspace "
        '{ linkers.TRIPLE = "${pkgs.lld}/bin/wasm-ld"; … }',
        "    3. remove the flag or the `linker` from .cargo/config.toml: stdenv has a linker",
    ]


def test_missing_linker_of_components(link_hint: ModuleType) -> None:
    text = "linker `wasm-component-ld` not found\nNo such file or directory (os error 2)\n"
    assert _hint(link_hint, text, {}, platform="wasm32-wasip2") == [
        "error: app is linked to a component by `wasm-component-ld`, but the toolchain does not have this linker",
        "  at: bin `tool` of app v0.1.0",
        "  expected: wasm-component-ld beside the programs of rustc (lib/rustlib/HOST/bin), on PATH, or in `linkers`",
        "  got: linker `wasm-component-ld` not found",
        "  ways out:",
        "    1. use a toolchain of rustup (fenix, rust-overlay): it has wasm-component-ld",
        '    2. buildCargoWorkspace { linkers.wasm32-wasip2 = "${THE-PACKAGE}/bin/wasm-component-ld"; … }',
        '    3. for a core module without a component: target = "wasm32-wasip1"',
    ]
