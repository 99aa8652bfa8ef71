"""Lines that cargo 1.97 refuses, with cargo's messages; test_directives and test_directives_cargo use the cases."""

from typing import NamedTuple

__all__ = ["ACCEPTED", "REFUSED", "Refused", "spell"]

DOCS = (
    "See https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script for more "
    "information about build script outputs."
)
NO_EQUALS = "Expected a line with `{0}KEY=VALUE` with an `=` character, but none was found.\n" + DOCS
OUTPUT = "invalid output in build script of `PACKAGE`: "
BOOTSTRAP = (
    "note: crates cannot set `RUSTC_BOOTSTRAP` themselves, as doing so would subvert the stability guarantees of "
    "Rust for your project.\n"
    "help: If you're sure you want to do this in your project, set the environment variable "
    "`RUSTC_BOOTSTRAP={0}` before running cargo instead."
)
TOO_OLD = (
    "the `cargo::` syntax for build script output instructions was added in Rust 1.77.0, but the minimum supported "
    "Rust version of `PACKAGE` is {0}.\n"
)


class Refused(NamedTuple):
    """A script output with an error; PACKAGE in ``text`` stands for the package in cargo's form."""

    stdout: str
    text: str
    rust_version: str | None = None
    lib: bool = True  # whether the package has a lib `the-crate`; it has a bin `prog` if not


def _no_target(instruction: str, target: str) -> str:
    lacks = f"The package PACKAGE does not have a {target}."
    return f"invalid instruction `{instruction}` from build script of `PACKAGE`\n{lacks}"


REFUSED = [
    Refused("cargo::unknown=x", f"{OUTPUT}`cargo::unknown=x`\nUnknown key: `unknown`.\n{DOCS}"),
    Refused("cargo::=x", f"{OUTPUT}`cargo::=x`\nUnknown key: ``.\n{DOCS}"),
    Refused("cargo:::foo=x", f"{OUTPUT}`cargo:::foo=x`\nUnknown key: `:foo`.\n{DOCS}"),
    Refused("cargo::rustc-cfg =x", f"{OUTPUT}`cargo::rustc-cfg =x`\nUnknown key: `rustc-cfg `.\n{DOCS}"),
    Refused("cargo::rustc-link-args=x", f"{OUTPUT}`cargo::rustc-link-args=x`\nUnknown key: `rustc-link-args`.\n{DOCS}"),
    Refused(" \u00a0cargo::unknown=x\u2003\r", f"{OUTPUT}`cargo::unknown=x`\nUnknown key: `unknown`.\n{DOCS}"),
    Refused("cargo::a=1\ncargo::b=1", f"{OUTPUT}`cargo::a=1`\nUnknown key: `a`.\n{DOCS}"),
    Refused("  cargo::error=x\ncargo::a=1", f"{OUTPUT}`cargo::a=1`\nUnknown key: `a`.\n{DOCS}"),
    Refused("cargo::rustc-cfg", f"{OUTPUT}`cargo::rustc-cfg`\n{NO_EQUALS.format('cargo::')}"),
    Refused("cargo::", f"{OUTPUT}`cargo::`\n{NO_EQUALS.format('cargo::')}"),
    Refused("cargo::metadata", f"{OUTPUT}`cargo::metadata`\n{NO_EQUALS.format('cargo::')}"),
    Refused("cargo::metadata=k", f"{OUTPUT}`cargo::metadata=k`\n{NO_EQUALS.format('cargo::metadata=')}"),
    Refused("cargo:", f"{OUTPUT}`cargo:`\n{NO_EQUALS.format('cargo:')}"),
    Refused("cargo:k", f"{OUTPUT}`cargo:k`\n{NO_EQUALS.format('cargo:')}"),
    Refused("cargo:rustc-cfg", f"{OUTPUT}`cargo:rustc-cfg`\n{NO_EQUALS.format('cargo:')}"),
    Refused(
        "cargo::rustc-link-arg-bin=nosuch=-x",
        _no_target("cargo::rustc-link-arg-bin", "bin target with the name `nosuch`"),
    ),
    Refused(
        "cargo:rustc-link-arg-bin=nosuch=-x",
        _no_target("cargo:rustc-link-arg-bin", "bin target with the name `nosuch`"),
        lib=False,
    ),
    Refused("cargo::rustc-link-arg-bin==-x", _no_target("cargo::rustc-link-arg-bin", "bin target with the name ``")),
    Refused(
        "cargo::rustc-link-arg-bin=-x",
        "invalid instruction `cargo::rustc-link-arg-bin=-x` from build script of `PACKAGE`\n"
        "The instruction should have the form cargo::rustc-link-arg-bin=BIN=ARG",
    ),
    Refused(
        "cargo:rustc-link-arg-bin=",
        "invalid instruction `cargo:rustc-link-arg-bin=` from build script of `PACKAGE`\n"
        "The instruction should have the form cargo:rustc-link-arg-bin=BIN=ARG",
    ),
    Refused("cargo::rustc-link-arg-bins=-x", _no_target("cargo::rustc-link-arg-bins", "bin target")),
    Refused("cargo:rustc-link-arg-tests=-x", _no_target("cargo:rustc-link-arg-tests", "test target")),
    Refused("cargo::rustc-link-arg-examples=-x", _no_target("cargo::rustc-link-arg-examples", "example target")),
    Refused("cargo::rustc-link-arg-benches=-x", _no_target("cargo::rustc-link-arg-benches", "benchmark target")),
    Refused(
        "cargo::rustc-flags= -l a -x foo ",
        "only `-l` and `-L` flags are allowed in build script of `PACKAGE`: `-l a -x foo`",
    ),
    Refused("cargo:rustc-flags=-l", "flag in rustc-flags has no value in build script of `PACKAGE`: "),
    Refused("cargo:rustc-flags=-lz -L", "flag in rustc-flags has no value in build script of `PACKAGE`: "),
    Refused("cargo::rustc-env=NAME", "Variable rustc-env has no value in build script of `PACKAGE`: NAME"),
    Refused("cargo::rustc-env=", "Variable rustc-env has no value in build script of `PACKAGE`: "),
    Refused(
        "cargo::rustc-env=RUSTC_BOOTSTRAP=1",
        "cannot set `RUSTC_BOOTSTRAP=1` from build script of `PACKAGE`.\n" + BOOTSTRAP.format("the_crate"),
    ),
    Refused(
        "cargo:rustc-env=RUSTC_BOOTSTRAP=x",
        "cannot set `RUSTC_BOOTSTRAP=x` from build script of `PACKAGE`.\n" + BOOTSTRAP.format("1"),
        lib=False,
    ),
    Refused(
        "cargo::rustc-cfg=x",
        TOO_OLD.format("1.76") + "Switch to the old `cargo:rustc-cfg=x` syntax (note the single colon).\n" + DOCS,
        rust_version="1.76",
    ),
    Refused(
        "cargo::metadata=k=v",
        TOO_OLD.format("1.76.5")
        + "Switch to the old `cargo:k=v` syntax instead of `cargo::metadata=k=v` (note the single colon).\n"
        + DOCS,
        rust_version="1.76.5",
    ),
    Refused("cargo::rustc-cfg", TOO_OLD.format("1.76") + DOCS, rust_version="1.76"),
    Refused(" cargo::error=x", TOO_OLD.format("1") + DOCS, rust_version="1"),
    Refused("cargo::unknown", TOO_OLD.format("2.0") + DOCS, rust_version="2.0"),
]

# Valid output of a script, whose result cargo's JSON message contains (lists of cfgs, env, linked libs and paths).
ACCEPTED = b"""\
cargo::rustc-flags=-lfoo -Lbar -l x\t-L  y
cargo:rustc-flags=  -l-L
cargo::rustc-flags=
cargo::rustc-flags=-lu\xe2\x80\x83-Lv\x1cw
cargo::rustc-link-search=  native= a b
cargo:rustc-link-search=q
cargo:rustc-link-lib=static:+whole-archive=foo
cargo::rustc-cfg=a="b c"
cargo:rustc-cfg=d
cargo::rustc-env=A=  b=c
cargo::rustc-env=A=2
cargo:rustc-env=B=
\x1ccargo::unknown=1
Cargo::unknown=1
cargo::unknown=\xff
cargo:unknown=1
cargo:metadata=k=v
cargo:error=not fatal
cargo::rustc-cfg=last"""


def spell(text: str, package: str) -> str:
    """Return ``text`` with ``package`` instead of PACKAGE."""
    return text.replace("PACKAGE", package)
