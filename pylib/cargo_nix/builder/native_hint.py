"""Find the library, program or variable that a failed build script needs, and the entry that provides it.

The builder imports this module only after a failed script. The patterns match messages of the crates and tools that
scripts use: pkg-config (the program and the crate), cc, cmake, clang-sys, prost-build, shells and C compilers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from complaint import Complaint, shorten_line
from message import format_message
from missing_file import missing_file_advice, reports_missing_file, untracked_file_advice
from native_names import BINDGEN_INPUT, HEADERS, LIBRARIES, PROGRAMS, UNKNOWN

if TYPE_CHECKING:
    from unit_attributes import ScriptAttributes

__all__ = ["find_script_complaint", "script_hint"]

# Patterns of complaints by kind. The group is the name of the missing library, program, header or variable.
_QUOTE = r"[`'\"]?"
_STARTS = (
    r"(?:execute|run|spawn|start|invoke)(?: the)?(?: command| program| tool)?:? "
    rf"{_QUOTE}(?!the\b|command\b|program\b|tool\b)([\w+-]+){_QUOTE}:? "
)
_COMPLAINTS = (
    ("no pkg-config", r"Could not run `.*pkg-config.* --cflags ([^\s'`\"]+).*`\n(?:.*\n)?.*could not be found"),
    ("no pkg-config", r"Failed to run `.*pkg-config.*\"--cflags\" \"([^\"\s]+).*No such file or directory"),
    ("cross library", r"pkg-config has not been configured to support (cross-compilation)"),
    ("old library", r"Package '([^'\s]+)' has version '[^']*', required version is"),
    ("old library", r"Requested '([^'\s]+)[^']*' but version of .* is "),
    ("library", r"Package '?([^'\s,]+)'?(?:, required by '[^']*',)?(?: was)? not found"),
    ("library", r"The system library `([^`\s]+)` required by crate .* was not found"),
    ("libclang", r"Unable to find (libclang)"),
    ("libclang", r"couldn't find any valid shared libraries matching: \['(libclang)"),
    ("program", r"is `([\w.+-]+)` not installed\?"),
    ("program", r"failed to find tool \"?([\w.+-]+)"),
    ("program", r"Could not find `(protoc)`"),
    ("program", rf"(?:sh|bash): (?:line )?(?:\d+: )?{_QUOTE}([\w.+-]+){_QUOTE}: (?:command )?not found"),
    ("program", rf"(?:make(?:\[\d+\])?|env): {_QUOTE}([\w.+-]+){_QUOTE}: No such file or directory"),
    ("program", _STARTS + r".*(?:kind: NotFound|No such file or directory)"),
    ("header", r"fatal error: ([\w./+-]+\.h\w*): No such file or directory"),
    ("header", r"fatal error: '([\w./+-]+\.h\w*)' file not found"),
    ("network", r"(Could not resolve host|failed to lookup address|failure in name resolution)"),
    ("network", r"(dns error|Network is unreachable)"),
    ("variable", rf"variable {_QUOTE}([A-Z][A-Z0-9_]+){_QUOTE} (?:is |was )?(?:not set|not found|unset|missing)"),
    ("variable", r"(environment variable not found|value: NotPresent)"),
)
_PATTERNS = tuple((kind, re.compile(f"^.*?{pattern}.*", re.MULTILINE)) for kind, pattern in _COMPLAINTS)


def find_script_complaint(output: str) -> Complaint | None:
    """Return the last complaint in the ``output`` of a failed script, or None if no pattern matches.

    The last complaint counts, because a script often looks for optional libraries first.
    """
    last: tuple[int, Complaint] | None = None
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(output):
            if last is None or match.start() > last[0]:
                line = re.sub(r"^cargo:+warning=", "", match[0].strip()).strip()
                last = (match.start(), Complaint(kind, match[1], " ".join(line.split())))
    if last is None:
        return None
    complaint = last[1]
    # The crate pkg-config prints a message of its own after the program's message, and does not distinguish an old
    # version from a missing library.
    if complaint.kind == "library" and (version_complaint := _find_version_complaint(complaint.name, output)):
        return version_complaint
    return complaint


def _find_version_complaint(name: str, output: str) -> Complaint | None:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(output) if kind == "old library" else ():
            if match[1] == name:
                return Complaint(kind, name, match[0].strip())
    return None


def script_hint(attrs: ScriptAttributes, code: int, output: str) -> str:
    """Return the message for the failed script of ``attrs``, with exit code ``code`` and the text ``output``.

    If the output matches no pattern, the message is general advice about scripts.
    """
    name, version = attrs["packageName"], attrs["packageVersion"]
    links = attrs["unit"]["env"].get("CARGO_MANIFEST_LINKS")
    missing = missing_file_advice(attrs, output, attrs["manifestDir"])
    complaint = find_script_complaint(output) or _missing_file(missing, output) or Complaint("", "", "")
    if _lacks_compiler(complaint, attrs):
        complaint = complaint._replace(kind="cross compiler")
    form = _FORMS[complaint.kind]
    values = {
        "crate": name,
        "name": complaint.name,
        "variable": complaint.name if complaint.name.isupper() else "VARIABLE",
        "missing": missing or "",
        "target": attrs["unit"]["env"].get("TARGET", ""),
        "deps": f'deps."{name}" = [ {" ".join("pkgs." + attribute for attribute in _inputs(complaint))} ];',
    }
    ways_out = _ways_out(complaint, form[2])
    if complaint.kind == "header" and attrs["member"]:
        ways_out.append(f"a header of your own: {untracked_file_advice()}")
    return format_message(
        form[0].format(**values),
        place=f"build script of {name} v{version}" + (f' (links = "{links}")' if links else " (no `links`)"),
        expected=form[1].format(**values),
        came=shorten_line(complaint.line or f"exit code {code}, and the output above"),
        ways_out=[way.format(**values) for way in ways_out],
    )


def _lacks_compiler(complaint: Complaint, attrs: ScriptAttributes) -> bool:
    """Return whether the complaint is about a C compiler, and the script compiles for another platform."""
    env = attrs["unit"]["env"]
    is_compiler = re.fullmatch(r"(?:.*-)?(?:cc|c\+\+|gcc|g\+\+|clang|clang\+\+)", complaint.name) is not None
    return complaint.kind == "program" and is_compiler and env.get("TARGET") != env.get("HOST")


def _missing_file(advice: str | None, output: str) -> Complaint | None:
    """Return the complaint about a missing file, if there is ``advice`` about it."""
    if advice is None:
        return None
    lines = [line for line in output.splitlines() if reports_missing_file(line)]
    return Complaint("file", "", " ".join(lines[-1].split()) if lines else "")


def _inputs(complaint: Complaint) -> tuple[str, ...]:
    name = complaint.name
    match complaint.kind:
        case "library" | "old library" | "no pkg-config":
            return ("pkg-config", LIBRARIES.get(name, UNKNOWN))
        case "libclang":
            return (BINDGEN_INPUT,)
        case "program":
            return PROGRAMS.get(name, (UNKNOWN,))
        case "header":
            return (next((attribute for prefix, attribute in HEADERS if name.startswith(prefix)), UNKNOWN),)
        case _:
            return ("pkg-config", UNKNOWN)


_WITHOUT_PACKAGE = frozenset({"network", "variable", "cross library", "cross compiler"})


def _ways_out(complaint: Complaint, ways: tuple[str, ...]) -> list[str]:
    if UNKNOWN not in _inputs(complaint) or not complaint.name or complaint.kind in _WITHOUT_PACKAGE:
        return list(ways)
    file = {"program": "bin/{name}", "header": "include/{name}"}.get(complaint.kind, "{name}.pc")
    return [*ways, f"to find the package: nix-locate {file} (of nix-index), or https://search.nixos.org"]


_OWN_COPY = "if the crate has a feature for its own copy (often `vendored` or `bundled`): turn on the feature"
# Kind -> problem, expected state, ways out.
_FORMS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "library": (
        "{crate} needs the library `{name}`, but pkg-config does not find it",
        "{name}.pc in one of the native dependencies of {crate}",
        ("in Cargo.dependencies.nix: {deps}", _OWN_COPY),
    ),
    "old library": (
        "{crate} needs another version of the library `{name}`",
        "an accepted version in the native dependencies of {crate}",
        (
            "use a nixpkgs with this version; the entry in Cargo.dependencies.nix is: {deps}",
            "lock a version of {crate} for this library: cargo update --package {crate} --precise VERSION",
            _OWN_COPY,
        ),
    ),
    "no pkg-config": (
        "{crate} needs the library `{name}`, but pkg-config is missing",
        "the program pkg-config and {name}.pc in the native dependencies of {crate}",
        ("in Cargo.dependencies.nix: {deps}", _OWN_COPY),
    ),
    "cross library": (
        "{crate} looks for a C library for {target}, but pkg-config has libraries of the building machine only",
        "a package set of nixpkgs for {target} (docs/cross.md), or no C library",
        (
            _OWN_COPY,
            (
                "if you have the library for {target}, in Cargo.dependencies.nix: "
                'deps."{crate}" = [ … ]; envs."{crate}".PKG_CONFIG_ALLOW_CROSS = "1";'
            ),
        ),
    ),
    "cross compiler": (
        "{crate} compiles C for {target}, but there is no C compiler for this platform",
        "a package set of nixpkgs for {target} (docs/cross.md), or an entry in `compilers`",
        (
            "buildCargoWorkspace {{ compilers.{target}.cc = COMPILER; … }}",
            "if {crate} has a feature without C: turn on the feature",
        ),
    ),
    "libclang": (
        "{crate} uses bindgen, but bindgen does not find libclang",
        "libclang.so in LIBCLANG_PATH, and the C headers in BINDGEN_EXTRA_CLANG_ARGS",
        (
            "in Cargo.dependencies.nix: {deps}",
            'without nixpkgs\' hook: envs."{crate}".LIBCLANG_PATH = "${{pkgs.libclang.lib}}/lib";',
        ),
    ),
    "program": (
        "{crate} runs the program `{name}`, but the program is not on PATH",
        "bin/{name} in one of the native dependencies of {crate}",
        ("in Cargo.dependencies.nix: {deps}",),
    ),
    "header": (
        "{crate} compiles C with the header <{name}>, but the compiler does not find the header",
        "include/{name} in one of the native dependencies of {crate}",
        ("in Cargo.dependencies.nix: {deps}",),
    ),
    "network": (
        "{crate} uses the network, but a build in Nix has no network",
        "a build script that downloads nothing",
        (
            'if {crate} reads the file from a variable: envs."{crate}".VARIABLE = pkgs.fetchurl {{ … }};',
            "turn off the feature with the download",
        ),
    ),
    "variable": (
        "{crate} reads an environment variable that is not set",
        "a value: your own environment does not reach a build",
        ('in Cargo.dependencies.nix: envs."{crate}".{variable} = "value";',),
    ),
    "file": (
        "the build script of {crate} did not find a file",
        "a file of the source that the run of the script sees",
        ("{missing}",),
    ),
    "": (
        "the build script of {crate} failed, and the output names no missing dependency",
        "exit code 0, with stdenv, the native dependencies of {crate}, no network and read-only sources",
        (
            "if the script needs a library or a program, in Cargo.dependencies.nix: {deps}",
            'if the script needs a variable: envs."{crate}".VARIABLE = "value";',
            "to debug outside of the sandbox: nix develop, then cargo build",
        ),
    ),
}
