"""Parse the standard output of a build script as Cargo 1.97 does.

Source: core/compiler/custom_build.rs, ``BuildOutput::parse`` and ``build_work``. The messages were copied from runs of
cargo 1.97.1. The module imports no other module, because the builder runs without its package and start-up time counts.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from script_result import Directives, ScriptTargets

__all__ = ["LOGGED_ERRORS", "DirectiveError", "allows_bootstrap", "empty_output", "parse_directives", "parse_messages"]

LOGGED_ERRORS = "build script logged errors"
"""Cargo's last line for a script that exits with 0 after printing ``cargo::error=``."""

_BOOK = "https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script"
_DOCS = f"See {_BOOK} for more information about build script outputs."
_NO_CDYLIB = (
    "but that package does not contain a cdylib target\n\n"
    "Allowing this was an unintended change in the 1.50 release, and may become an error in the future. "
    "For more information, see <https://github.com/rust-lang/cargo/issues/9562>."
)
# Rust's `char::is_whitespace`. Python's strip() also removes U+001C to U+001F, and Cargo keeps these characters.
_WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_TO_SPACE = dict.fromkeys(map(ord, _WHITE_SPACE), " ")

_FIELDS = (
    *("library_paths", "library_links", "linker_args", "cfgs", "check_cfgs", "env"),
    *("metadata", "rerun_if_changed", "rerun_if_env_changed", "warnings", "errors"),
)
# Directives with a value that Cargo does not parse: key -> list of the value.
_PLAIN = {
    "rustc-link-lib": "library_links",
    "rustc-link-search": "library_paths",
    "rustc-cfg": "cfgs",
    "rustc-check-cfg": "check_cfgs",
    "warning": "warnings",
    "error": "errors",
    "rerun-if-changed": "rerun_if_changed",
    "rerun-if-env-changed": "rerun_if_env_changed",
}
# Link arguments for one kind of target: key -> (kind, Cargo's name of the kind).
_LINK_ARGS = {
    "rustc-link-arg-bins": ("bins", "bin"),
    "rustc-link-arg-tests": ("tests", "test"),
    "rustc-link-arg-examples": ("examples", "example"),
    "rustc-link-arg-benches": ("benches", "benchmark"),
}
_CDYLIB = ("rustc-link-arg-cdylib", "rustc-cdylib-link-arg")
# Further keys that act as a directive after a single colon. Cargo no longer adds keys to this list. `error` and
# `metadata` are not in the list, so `cargo:error=x` is metadata.
_SPECIAL = ("rustc-flags", "rustc-env", "rustc-link-arg", "rustc-link-arg-bin", *_CDYLIB)
_RESERVED = tuple(f"{key}=" for key in (*_PLAIN, *_LINK_ARGS, *_SPECIAL) if key != "error")


class DirectiveError(Exception):
    """Cargo refuses a line of the script. The text is Cargo's message without the leading ``error: ``."""


def parse_directives(  # noqa: PLR0913 -- each is one fact of the package, and this is the module's one seam
    stdout: bytes,
    *,
    package: str,
    rust_version: str | None,
    has_links: bool,
    targets: "ScriptTargets",
    bootstrap: "Callable[[], bool]",
) -> "Directives":
    """Return the directives in the output ``stdout`` of a script that exited with 0, in the order of the lines.

    - ``package`` is the package as in Cargo's messages: ``name v1.2.3 (/path)``.
    - ``rust_version`` is the field of the manifest, or None.
    - ``has_links`` tells whether the manifest has ``links``. Without ``links``, no dependent can read metadata, so the
      result has no metadata.
    - ``targets`` are the targets of the package, for link arguments of one target.
    - ``bootstrap`` returns the answer of `allows_bootstrap`. Only a script that sets RUSTC_BOOTSTRAP causes the call.

    Lines that are not UTF-8, or no directives, are skipped. After ``cargo::error=``, the result has only messages and
    ``failed`` is true. An indented ``cargo::error=`` is only a message and does not fail the build (cargo 1.97.1).

    Raises `DirectiveError` at the first line that Cargo refuses.

    Source: core/compiler/custom_build.rs, ``BuildOutput::parse``; The Cargo Book, "Build Scripts".
    """
    output = parse_messages(stdout)
    if output["failed"]:
        return output
    script = _Script(package, rust_version, targets, bootstrap=bootstrap)
    for raw in stdout.split(b"\n"):
        try:
            line = raw.decode().strip(_WHITE_SPACE)
        except UnicodeDecodeError:
            continue
        if line.startswith("cargo:"):
            script.read(line)
    if not has_links:
        script.output["metadata"] = []
    return script.output


def parse_messages(stdout: bytes) -> "Directives":
    """Return only the warnings and errors in ``stdout``: Cargo shows only these messages of a failed script.

    Cargo reads messages while the script runs, and with other rules than directives. A line must begin with the key,
    without blanks. Trailing blanks are kept, and bytes that are not UTF-8 become U+FFFD. ``failed`` is true if the
    output has an error.

    Source: core/compiler/custom_build.rs, ``build_work``.
    """
    output = empty_output()
    for line in stdout.decode(errors="replace").split("\n"):
        text = line.removesuffix("\r")
        for prefix in ("cargo::warning=", "cargo:warning="):
            if text.startswith(prefix):
                output["warnings"].append(text.removeprefix(prefix))
        if text.startswith("cargo::error="):
            output["errors"].append(text.removeprefix("cargo::error="))
    output["failed"] = bool(output["errors"])
    return output


def allows_bootstrap(variable: str | None, lib_name: str | None, *, nightly: bool) -> bool:
    """Tell whether a script may set RUSTC_BOOTSTRAP: True is a warning, False an error.

    ``variable`` is RUSTC_BOOTSTRAP in the environment of Cargo, or None. ``lib_name`` is the crate name of the
    package's library, or None. ``nightly`` tells whether cargo is from the nightly or dev channel, as in most
    distributions.

    Source: core/compiler/custom_build.rs, ``BuildOutput::parse``.
    """
    return nightly or variable == "1" or (variable is not None and lib_name in variable.split(","))


def empty_output() -> "Directives":
    """Return the directives of a script that prints no line."""
    lists: dict[str, list[object]] = {name: [] for name in _FIELDS}
    return {**lists, "failed": False}  # type: ignore[typeddict-item] # a test compares _FIELDS with the type


class _Script:
    """The parser for the output of one script."""

    __slots__ = ("bootstrap", "output", "package", "rust_version", "targets", "whence")

    def __init__(
        self, package: str, rust_version: str | None, targets: "ScriptTargets", *, bootstrap: "Callable[[], bool]"
    ) -> None:
        self.package = package
        self.rust_version = rust_version
        self.targets = targets
        self.bootstrap = bootstrap
        self.whence = f"build script of `{package}`"
        self.output = empty_output()

    def read(self, line: str) -> None:
        """Add the directive of ``line``, which begins with ``cargo:``."""
        if line.startswith("cargo::"):
            syntax, data = "cargo::", line[7:]
            self._check_new_syntax(data)
        else:
            syntax, data = "cargo:", line[6:]
        if syntax == "cargo:" and not data.startswith(_RESERVED):
            key, value = "metadata", data
        else:
            key, value = self._split(line, data, syntax)
        if key in _PLAIN:
            self.output[_PLAIN[key]].append(value)  # type: ignore[literal-required] # the table holds list fields only
        elif key == "metadata":
            self.output["metadata"].append([*self._split(line, value, syntax + "metadata=" * (syntax == "cargo::"))])
        elif key == "rustc-flags":
            self._flags(value)
        elif key == "rustc-env":
            self._env(value)
        elif f"{key}=" in _RESERVED:
            self._link_arg(key, value, syntax)
        else:
            raise DirectiveError(f"invalid output in {self.whence}: `{line}`\nUnknown key: `{key}`.\n{_DOCS}")

    def _split(self, line: str, data: str, expected: str) -> tuple[str, str]:
        key, equals, value = data.partition("=")
        if not equals:
            raise DirectiveError(
                f"invalid output in {self.whence}: `{line}`\n"
                f"Expected a line with `{expected}KEY=VALUE` with an `=` character, but none was found.\n{_DOCS}"
            )
        return key, value.rstrip(_WHITE_SPACE)

    def _check_new_syntax(self, data: str) -> None:
        if self.rust_version is None or _knows_new_syntax(self.rust_version):
            return
        way_out = ""
        if data.startswith(_RESERVED):
            way_out = f"Switch to the old `cargo:{data}` syntax (note the single colon).\n"
        elif data.startswith("metadata="):
            old = data.removeprefix("metadata=")
            way_out = f"Switch to the old `cargo:{old}` syntax instead of `cargo::{data}` (note the single colon).\n"
        raise DirectiveError(
            "the `cargo::` syntax for build script output instructions was added in Rust 1.77.0, "
            f"but the minimum supported Rust version of `{self.package}` is {self.rust_version}.\n{way_out}{_DOCS}"
        )

    def _flags(self, value: str) -> None:
        words = iter([word for word in value.translate(_TO_SPACE).split(" ") if word])
        for word in words:
            flag, attached = word[:2], word[2:]
            if flag not in ("-l", "-L"):
                flags = value.strip(_WHITE_SPACE)
                raise DirectiveError(f"only `-l` and `-L` flags are allowed in {self.whence}: `{flags}`")
            name = attached or next(words, None)
            if name is None:
                raise DirectiveError(f"flag in rustc-flags has no value in {self.whence}: ")  # no value to show
            self.output["library_links" if flag == "-l" else "library_paths"].append(name)

    def _env(self, value: str) -> None:
        name, equals, content = value.partition("=")
        if not equals:
            raise DirectiveError(f"Variable rustc-env has no value in {self.whence}: {value}")
        if name != "RUSTC_BOOTSTRAP":
            self.output["env"].append([name, content])
            return
        text = (
            f"cannot set `RUSTC_BOOTSTRAP={content}` from {self.whence}.\n"
            "note: crates cannot set `RUSTC_BOOTSTRAP` themselves, as doing so would subvert the stability "
            "guarantees of Rust for your project."
        )
        if not self.bootstrap():
            raise DirectiveError(
                f"{text}\nhelp: If you're sure you want to do this in your project, set the environment variable "
                f"`RUSTC_BOOTSTRAP={self.targets.get('lib_name') or '1'}` before running cargo instead."
            )
        self.output["warnings"].append(text)

    def _link_arg(self, key: str, value: str, syntax: str) -> None:
        instruction = f"invalid instruction `{syntax}{key}"
        if key == "rustc-link-arg":
            kind = "all"
        elif key in _CDYLIB:
            kind = "cdylib"
            if not self.targets["has_cdylib"]:
                warning = f"{syntax}{key} was specified in the build script of {self.package}, {_NO_CDYLIB}"
                self.output["warnings"].append(warning)
        elif key == "rustc-link-arg-bin":
            name, equals, value = value.partition("=")
            if not equals:
                form = f"The instruction should have the form {syntax}{key}=BIN=ARG"
                raise DirectiveError(f"{instruction}={name}` from {self.whence}\n{form}")
            if name not in self.targets["bins"]:
                raise self._no_target(instruction, f"bin target with the name `{name}`")
            kind = f"bin:{name}"
        else:
            kind, word = _LINK_ARGS[key]
            if not self.targets[f"has_{kind}"]:  # type: ignore[literal-required] # the table holds these kinds only
                raise self._no_target(instruction, f"{word} target")
        self.output["linker_args"].append([kind, value])

    def _no_target(self, instruction: str, target: str) -> DirectiveError:
        lacks = f"The package {self.package} does not have a {target}."
        return DirectiveError(f"{instruction}` from {self.whence}\n{lacks}")


def _knows_new_syntax(rust_version: str) -> bool:
    """Tell whether ``^1.77.0`` matches ``rust_version``, as Cargo asks: 1.76, 1 and 2.0 do not match."""
    return (1, 77) <= tuple(map(int, rust_version.split("."))) < (2,)
