"""Find the library, file or linker that a failed link needs, and the entry that provides it.

The builder imports this module only after a failed link. The patterns match messages of GNU ld, lld, mold, Apple's ld,
gcc, clang and rustc.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from complaint import Complaint, shorten_line
from message import format_message
from native_names import LIBRARIES, LINKED, LINKERS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from script_result import ScriptResult
    from unit_attributes import CrateAttributes

__all__ = ["find_link_complaint", "link_hint"]

_COMPLAINTS = (
    ("static library", r"cannot find -l:?(\S+?)(?::.*)?\n.*have you installed the static version"),
    ("static library", r"could not find native static library `([^`]+)`"),
    ("library", r"cannot find -l:?(\S+?)(?::.*)?$"),
    ("library", r"unable to find library -l:?(\S+)"),
    ("library", r"library not found for -l(\S+)"),
    ("library", r"library not found: (\S+)"),
    ("library", r"library '([^']+)' not found"),
    ("file", r"cannot open linker script file ([^:\n]+)"),
    ("file", r"cannot find (?:linker|version) script (\S+)"),
    ("object", r"cannot find ([^-\s:][^:\n]*): No such file or directory"),
    ("object", r"cannot open ([^:\n]+): No such file or directory"),
    ("linker", r"invalid linker name in (?:argument )?'-fuse-ld=([^']+)'"),
    ("linker", r"linker `([^`]+)` not found"),
    ("linker", r"collect2: fatal error: cannot find \W(ld)\W"),
)
_PATTERNS = tuple((kind, re.compile(f"^.*?{pattern}.*", re.MULTILINE)) for kind, pattern in _COMPLAINTS)
_CHOSEN = re.compile(r"-fuse-ld=([\w.+-]+)")


def find_link_complaint(text: str) -> Complaint | None:
    """Return the first complaint of a failed link, or None if ``text`` matches no pattern.

    ``text`` is rustc's message with its notes, which include the arguments of the linker. The first complaint counts: a
    linker continues after an error, and later errors may follow from the first.
    """
    first: tuple[int, Complaint] | None = None
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            name = match[1]
            if kind == "object" and text.count(name) == 1:
                # If no argument of the linker contains the name, the compiler lacks a file of its own.
                continue
            if name == "ld" and (chosen := _CHOSEN.findall(text)):
                # gcc's message does not name the linker, but its arguments do.
                name = chosen[-1]
            if first is None or match.start() < first[0]:
                line = match[0].partition("\n")[0].strip()
                first = (match.start(), Complaint("file" if kind == "object" else kind, name, line))
    return first and first[1]


def link_hint(attrs: CrateAttributes, results: Iterable[ScriptResult], text: str) -> str | None:
    """Return the message about the failed link of the unit, or None if the output matches no pattern.

    ``attrs`` are the attributes of the unit, and ``text`` is the output as in `find_link_complaint`. ``results`` are
    the results of the build scripts that affect the unit: a script may have requested the missing library.
    """
    complaint = find_link_complaint(text)
    if complaint is None:
        return None
    package, kind = attrs["packageName"], complaint.kind
    name = _path_in_source(complaint.name, attrs) if kind == "file" else complaint.name
    input_ = _native_input(complaint)
    asking_package = _asking_package(name, results)
    if kind == "file" and not attrs["member"]:
        kind = "file of a crate"
    if name == "wasm-component-ld":
        kind = "component linker"
    problem, expected, ways = _FORMS[kind]
    values = {
        "package": package,
        "name": name,
        "asking": asking_package or "THE-CRATE",
        "asked": f"the build script of {asking_package} asks for it"
        if asking_package
        else "a `#[link]` or a flag asks for it",
        "input": input_,
        "platform": attrs["unit"].get("platform") or "TRIPLE",
        "deps": f'deps."{package}" = [ pkgs.{input_} ];',
    }
    if input_ == UNKNOWN:
        ways = (*ways, "to find the package: nix-locate lib{name}.so (of nix-index), or https://search.nixos.org")
    return format_message(
        problem.format(**values),
        place=_unit_of(attrs),
        expected=expected.format(**values),
        came=shorten_line(complaint.line),
        ways_out=[way.format(**values) for way in ways],
    )


def _path_in_source(path: str, attrs: CrateAttributes) -> str:
    # posixpath is already loaded. rustc starts the linker in its own working directory.
    from posixpath import join, normpath, relpath

    absolute = normpath(join(attrs["cwd"], path))
    return relpath(absolute, attrs["src"]) if absolute.startswith(attrs["src"] + "/") else path


def _unit_of(attrs: CrateAttributes) -> str:
    unit = attrs["unit"]
    kind_names = {"custom-build": "build script", "lib": "library", "proc-macro": "proc-macro"}
    target_name = kind_names.get(unit["kind"], f"{unit['kind']} `{unit['target']}`")
    return f"{target_name} of {attrs['packageName']} v{attrs['packageVersion']}"


def _asking_package(name: str, results: Iterable[ScriptResult]) -> str | None:
    """Return the package with a build script that requested the library ``name``, or None."""
    for result in results:
        for library in result["library_links"]:
            # [KIND[:MODIFIERS]=]NAME[:RENAME]
            if name in library.rpartition("=")[2].split(":"):
                # …/build/PACKAGE-IDENTITY/out
                return result["out_dir"].split("/")[-2].rpartition("-")[0]
    return None


def _native_input(complaint: Complaint) -> str:
    name = complaint.name
    match complaint.kind:
        case "linker":
            return LINKERS.get(name, name)
        case "file":
            return ""
        case _:
            return LINKED.get(name) or LIBRARIES.get(name) or LIBRARIES.get("lib" + name) or UNKNOWN


# Kind -> problem, expected state, ways out.
_FORMS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "library": (
        "{package} links the library `{name}`, but the linker does not find it ({asked})",
        "lib{name} in a path of rustc-link-search, or in a native dependency of {package}",
        (
            "in Cargo.dependencies.nix, for each package whose program links the library: {deps}",
            (
                "for all of them, if the build script of {asking} reads a variable for the path (…_LIB_DIR): "
                'envs."{asking}".VARIABLE = "${{pkgs.lib.getLib pkgs.{input}}}/lib";'
            ),
        ),
    ),
    "static library": (
        "{package} links the static library `{name}`, but the linker does not find it ({asked})",
        "lib{name}.a in a path of rustc-link-search",
        (
            (
                "if the build script of {asking} reads a variable for the path (…_LIB_DIR): "
                'envs."{asking}".VARIABLE = "${{pkgs.pkgsStatic.{input}}}/lib";'
            ),
            'if the linker looks for the library: deps."{package}" = [ pkgs.pkgsStatic.{input} ];',
            "the shared library, if {asking} has a feature or a variable for the choice, with {deps}",
        ),
    ),
    "file": (
        "the linker reads `{name}`, but the units of {package} do not see this file",
        "a file of the package or of `extraFiles` (the linker starts in the root of the workspace)",
        (
            'buildCargoWorkspace {{ packageOverrides.{package}.extraFiles = [ "{name}" ]; … }}',
            "in a git checkout: git add a new file",
            "let the build script write the file to OUT_DIR, with cargo::rustc-link-search",
        ),
    ),
    "file of a crate": (
        "the linker reads `{name}`, but {package} has no such file",
        "flags for all crates: as in Cargo, the linker starts in the directory of the crate",
        (
            "set `target` (or `build.target`): rustflags then reach neither build scripts nor proc-macros",
            "let a build script of your program give the argument: cargo::rustc-link-arg-bins=…",
        ),
    ),
    "linker": (
        "{package} needs the linker `{name}`, but the linker is missing",
        "a linker on PATH (from stdenv or a native dependency of {package}), or an entry in `linkers`",
        (
            "in Cargo.dependencies.nix, for each linked package: {deps}",
            (
                "if `linker` in .cargo/config.toml names the linker: buildCargoWorkspace "
                '{{ linkers.TRIPLE = "${{pkgs.{input}}}/bin/{name}"; … }}'
            ),
            "remove the flag or the `linker` from .cargo/config.toml: stdenv has a linker",
        ),
    ),
    "component linker": (
        "{package} is linked to a component by `{name}`, but the toolchain does not have this linker",
        "{name} beside the programs of rustc (lib/rustlib/HOST/bin), on PATH, or in `linkers`",
        (
            "use a toolchain of rustup (fenix, rust-overlay): it has {name}",
            'buildCargoWorkspace {{ linkers.{platform} = "${{THE-PACKAGE}}/bin/{name}"; … }}',
            'for a core module without a component: target = "wasm32-wasip1"',
        ),
    ),
}
