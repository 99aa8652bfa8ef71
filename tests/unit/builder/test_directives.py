import json
import sys
from pathlib import Path
from subprocess import run

import pytest
from directive_cases import ACCEPTED, REFUSED, Refused, spell

from cargo_nix.builder import directives
from cargo_nix.builder.directives import (
    DirectiveError,
    allows_bootstrap,
    empty_output,
    parse_directives,
    parse_messages,
)
from cargo_nix.builder.script_result import Directives, ScriptTargets

PACKAGE = "the-crate v0.1.0 (/src/the-crate)"
NONE: ScriptTargets = {
    "lib_name": "the_crate",
    "bins": [],
    "has_bins": False,
    "has_lib": True,
    "has_cdylib": False,
    "has_tests": False,
    "has_examples": False,
    "has_benches": False,
}
ALL: ScriptTargets = {
    "lib_name": "the_crate",
    "bins": ["prog", "two"],
    "has_bins": True,
    "has_lib": True,
    "has_cdylib": True,
    "has_tests": True,
    "has_examples": True,
    "has_benches": True,
}


def parse(
    stdout: str | bytes, targets: ScriptTargets = ALL, *, links: bool = True, bootstrap: bool = False
) -> Directives:
    data = stdout.encode() if isinstance(stdout, str) else stdout
    output: Directives = parse_directives(
        data, package=PACKAGE, rust_version=None, has_links=links, targets=targets, bootstrap=lambda: bootstrap
    )
    return output


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.stdout)
def test_errors_have_cargos_text(case: Refused) -> None:
    targets: ScriptTargets = NONE if case.lib else {**NONE, "lib_name": None, "bins": ["prog"], "has_bins": True}
    with pytest.raises(DirectiveError) as caught:
        parse_directives(
            case.stdout.encode(),
            package=PACKAGE,
            rust_version=case.rust_version,
            has_links=False,
            targets=targets,
            bootstrap=lambda: False,
        )
    assert str(caught.value) == spell(case.text, PACKAGE)


@pytest.mark.parametrize(
    ("stdout", "key", "values"),
    [
        ("cargo::rustc-link-lib=static:+whole-archive=foo:bar ", "library_links", ["static:+whole-archive=foo:bar"]),
        ("cargo:rustc-link-search=native= /a b\ncargo::rustc-link-search=/c", "library_paths", ["native= /a b", "/c"]),
        ("cargo:rustc-flags=-l a -Lb -l-L", "library_links", ["a", "-L"]),
        ("cargo:rustc-flags=-l a -Lb -l-L", "library_paths", ["b"]),
        ('cargo::rustc-cfg=k="v=w"\ncargo:rustc-cfg=', "cfgs", ['k="v=w"', ""]),
        ("cargo::rustc-check-cfg=cfg(k)\ncargo:rustc-check-cfg=cfg(l)", "check_cfgs", ["cfg(k)", "cfg(l)"]),
        ("cargo::rustc-env=A= b=c \ncargo:rustc-env==x", "env", [["A", " b=c"], ["", "x"]]),
        ("cargo::warning= a\ncargo:warning=b", "warnings", [" a", "b"]),
        ("cargo::rerun-if-changed=a b\ncargo:rerun-if-changed=../c", "rerun_if_changed", ["a b", "../c"]),
        ("cargo::rerun-if-env-changed=A\ncargo:rerun-if-env-changed=B", "rerun_if_env_changed", ["A", "B"]),
        ("cargo::metadata=k= v=w \ncargo:l=2", "metadata", [["k", " v=w"], ["l", "2"]]),
        ("cargo:error=x\ncargo:metadata=k=v", "metadata", [["error", "x"], ["metadata", "k=v"]]),
        ("cargo: rustc-cfg=x\ncargo:rustc-link-args=y", "metadata", [[" rustc-cfg", "x"], ["rustc-link-args", "y"]]),
        ("cargo::rustc-link-arg=-Wl,a b", "linker_args", [["all", "-Wl,a b"]]),
        (
            "cargo::rustc-link-arg-cdylib=x\ncargo:rustc-cdylib-link-arg=y",
            "linker_args",
            [["cdylib", "x"], ["cdylib", "y"]],
        ),
        ("cargo::rustc-link-arg-bin=two=a=b", "linker_args", [["bin:two", "a=b"]]),
        ("cargo:rustc-link-arg-bins=a\ncargo::rustc-link-arg-tests=b", "linker_args", [["bins", "a"], ["tests", "b"]]),
        (
            "cargo::rustc-link-arg-examples=a\ncargo::rustc-link-arg-benches=b",
            "linker_args",
            [["examples", "a"], ["benches", "b"]],
        ),
        ("  cargo::error=shown, not fatal", "errors", ["shown, not fatal"]),
    ],
)
def test_reads_directives(stdout: str, key: str, values: list[object]) -> None:
    expected = {**empty_output(), key: values}
    if key.startswith("library"):  # rustc-flags fills two lists, each has its own case
        assert parse(stdout)[key] == values  # type: ignore[literal-required] # keys of the table above
    else:
        assert parse(stdout) == expected


def test_other_lines_are_skipped() -> None:
    assert parse(b"hello\nCargo::x=1\ncargo\n\x1ccargo::x=1\ncargo::x=\xff\n\n cargo-x::y=1") == empty_output()


def test_metadata_needs_links() -> None:
    assert parse("cargo::metadata=k=v", links=False)["metadata"] == []


def test_cdylib_arguments_without_a_cdylib_are_a_warning() -> None:
    output = parse("cargo:rustc-cdylib-link-arg=-x", NONE)
    assert output["linker_args"] == [["cdylib", "-x"]]
    [warning] = output["warnings"]
    assert warning == (
        f"cargo:rustc-cdylib-link-arg was specified in the build script of {PACKAGE}, but that package does not "
        "contain a cdylib target\n\nAllowing this was an unintended change in the 1.50 release, and may become an "
        "error in the future. For more information, see <https://github.com/rust-lang/cargo/issues/9562>."
    )


def test_an_allowed_bootstrap_is_a_warning_and_not_set() -> None:
    output = parse("cargo::rustc-env=RUSTC_BOOTSTRAP=1", bootstrap=True)
    assert output["env"] == []
    [warning] = output["warnings"]
    assert warning == (
        f"cannot set `RUSTC_BOOTSTRAP=1` from build script of `{PACKAGE}`.\nnote: crates cannot set `RUSTC_BOOTSTRAP` "
        "themselves, as doing so would subvert the stability guarantees of Rust for your project."
    )


@pytest.mark.parametrize(
    ("variable", "lib_name", "nightly", "allowed"),
    [
        (None, "a", False, False),
        (None, None, True, True),
        ("1", None, False, True),
        ("0", "a", False, False),
        ("b,a", "a", False, True),
        ("a-b", "a_b", False, False),
        ("a", None, False, False),
    ],
)
def test_when_bootstrap_is_allowed(variable: str | None, lib_name: str | None, nightly: bool, allowed: bool) -> None:  # noqa: FBT001 -- a table's columns
    assert allows_bootstrap(variable, lib_name, nightly=nightly) is allowed


@pytest.mark.parametrize("version", ["1.77", "1.77.0", "1.100", "1.77.9"])
def test_rust_1_77_has_the_new_syntax(version: str) -> None:
    output = parse_directives(
        b"cargo::rustc-cfg=x",
        package=PACKAGE,
        rust_version=version,
        has_links=False,
        targets=NONE,
        bootstrap=lambda: False,
    )
    assert output["cfgs"] == ["x"]


def test_an_error_directive_ends_parsing() -> None:
    """Cargo looks for an error before parsing, so an invalid line in the same output is not reported."""
    output = parse("cargo::unknown=1\ncargo::warning=w \ncargo::error=boom\ncargo::rustc-cfg=x")
    assert output == {**empty_output(), "warnings": ["w "], "errors": ["boom"], "failed": True}


def test_messages_of_a_failing_script() -> None:
    stdout = b"cargo::warning=w\r\n  cargo:warning=indented\ncargo::bad=1\ncargo:warning= \xff \ncargo:error=no\n"
    assert parse_messages(stdout) == {**empty_output(), "warnings": ["w", " \ufffd "]}


def test_the_output_is_json() -> None:
    output = parse(ACCEPTED)
    assert json.loads(json.dumps(output)) == output


def test_an_empty_output_has_all_fields() -> None:
    assert empty_output().keys() == Directives.__annotations__.keys()


def test_the_module_imports_no_library() -> None:
    """Every unit pays for start-up, and Nix runs the builder's folder without packages."""
    folder = Path(directives.__file__).parent
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); old = set(sys.modules); "
    code += "import directives, linker_args; print(*sorted(set(sys.modules) - old))"
    argv = [sys.executable, "-I", "-S", "-c", code]
    assert run(argv, check=True, capture_output=True, text=True).stdout == "directives linker_args\n"
