"""Compare with cargo: a script prints each invalid line, and cargo's messages equal ours."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest
from directive_cases import ACCEPTED, REFUSED, Refused

from cargo_nix.builder.directives import (
    LOGGED_ERRORS,
    DirectiveError,
    allows_bootstrap,
    parse_directives,
    parse_messages,
)
from cargo_nix.builder.linker_args import link_arg_applies
from cargo_nix.builder.script_result import Directives, ScriptTargets

pytestmark = pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")

SCRIPT = """
fn main() {
    use std::io::Write;
    std::io::stdout().write_all(&std::fs::read("stdout.bin").unwrap()).unwrap();
    std::process::exit(if std::path::Path::new("fail").exists() { 1 } else { 0 });
}
"""
MANIFEST = '[package]\nname = "the-crate"\nversion = "0.1.0"\nedition = "2015"\n'


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str | None, bool], Path]:
    """Return a function for packages by rust-version and lib; each script is compiled once."""
    root = tmp_path_factory.mktemp("directives")

    def make(rust_version: str | None, lib: bool) -> Path:  # noqa: FBT001 -- a key of the table of packages
        package = root / f"{rust_version}-{lib}" / "the-crate"
        if not package.exists():
            (package / "src").mkdir(parents=True)
            (package / "src" / ("lib.rs" if lib else "main.rs")).write_text("" if lib else "fn main() {}\n")
            version = f'rust-version = "{rust_version}"\n' if rust_version else ""
            (package / "Cargo.toml").write_text(MANIFEST + version + "[workspace]\n")
            (package / "build.rs").write_text(SCRIPT)
        return package

    return make


def cargo(package: Path, stdout: bytes, *args: str, bootstrap: str | None = None) -> CompletedProcess[str]:
    """Run ``cargo check`` as a stable cargo: a distribution's cargo has no channel and acts as "dev"."""
    (package / "stdout.bin").write_bytes(stdout)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("CARGO", "RUST"))}
    env["__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS"] = "stable"
    if bootstrap is not None:
        env["RUSTC_BOOTSTRAP"] = bootstrap
    argv = ["cargo", "check", "--offline", "--ignore-rust-version", "--color=never", *args]
    return run(argv, cwd=package, env=env, check=False, capture_output=True, text=True)


def our_output(package: Path, stdout: bytes, rust_version: str | None = None, *, lib: bool = True) -> Directives:
    targets: ScriptTargets = {
        "lib_name": "the_crate" if lib else None,
        "bins": [] if lib else ["the-crate"],
        "has_bins": not lib,
        "has_lib": lib,
        "has_cdylib": False,
        "has_tests": False,
        "has_examples": False,
        "has_benches": False,
    }
    output: Directives = parse_directives(
        stdout,
        package=f"the-crate v0.1.0 ({package})",
        rust_version=rust_version,
        has_links=False,
        targets=targets,
        bootstrap=lambda: False,
    )
    return output


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.stdout)
def test_errors_equal_cargos(packages: Callable[[str | None, bool], Path], case: Refused) -> None:
    package = packages(case.rust_version, case.lib)
    process = cargo(package, case.stdout.encode())
    with pytest.raises(DirectiveError) as caught:
        our_output(package, case.stdout.encode(), case.rust_version, lib=case.lib)
    assert process.returncode == 101
    assert process.stderr[process.stderr.index("error: ") :] == f"error: {caught.value}\n"  # behind the progress


@pytest.mark.parametrize(
    "stdout",
    [
        b"cargo::error=boom",
        b"cargo::warning=w\ncargo::error= boom \xff \ncargo:warning=w2\r\n",
        b"cargo::unknown=1\ncargo::error=boom",
        b"  cargo::error=boom",
        b"cargo::error=boom\n cargo::error=indented",
        b"cargo::warning=a\xff\ncargo::warning= b ",
        b"cargo:rustc-cdylib-link-arg=x\ncargo::rustc-link-arg-cdylib=y",
        b"cargo:error=metadata",
    ],
)
def test_messages_equal_cargos(packages: Callable[[str | None, bool], Path], stdout: bytes) -> None:
    package = packages(None, True)  # noqa: FBT003 -- with a lib
    process = cargo(package, stdout)
    output = our_output(package, stdout)
    cargo_messages = re.findall(r"^(warning|error): the-crate@0\.1\.0: (.*)", process.stderr, flags=re.MULTILINE)
    for severity, texts in (("warning", output["warnings"]), ("error", output["errors"])):
        assert [text for level, text in cargo_messages if level == severity] == [text.split("\n")[0] for text in texts]
    assert (f"error: {LOGGED_ERRORS}\n" in process.stderr) == (process.returncode == 101) == output["failed"]


def test_a_failed_script_shows_its_messages(packages: Callable[[str | None, bool], Path]) -> None:
    package = packages(None, True)  # noqa: FBT003 -- with a lib
    stdout = b"cargo::warning=a\n  cargo:warning=indented\ncargo::bad=1\ncargo::error=e\ncargo:warning= b"
    (package / "fail").touch()
    try:
        process = cargo(package, stdout)
    finally:
        (package / "fail").unlink()
    cargo_messages = re.findall(r"^(?:warning|error): the-crate@0\.1\.0: (.*)", process.stderr, flags=re.MULTILINE)
    output = parse_messages(stdout)
    assert sorted(cargo_messages) == sorted(output["warnings"] + output["errors"])
    assert LOGGED_ERRORS not in process.stderr


def test_valid_output_has_cargos_result(packages: Callable[[str | None, bool], Path]) -> None:
    package = packages(None, True)  # noqa: FBT003 -- with a lib
    process = cargo(package, ACCEPTED, "--message-format=json")
    messages = [json.loads(line) for line in process.stdout.splitlines()]
    [cargo_result] = [message for message in messages if message["reason"] == "build-script-executed"]
    output = our_output(package, ACCEPTED)
    assert output["library_links"] == cargo_result["linked_libs"]
    assert output["library_paths"] == cargo_result["linked_paths"]
    assert output["cfgs"] == cargo_result["cfgs"]
    assert output["env"] == cargo_result["env"]
    assert len(output["env"]) == 3


@pytest.mark.parametrize("variable", [None, "0", "1", "the_crate", "the-crate", "x,the_crate"])
@pytest.mark.parametrize("lib", [True, False])
def test_bootstrap_has_cargos_result(
    packages: Callable[[str | None, bool], Path],
    variable: str | None,
    lib: bool,  # noqa: FBT001 -- a column
) -> None:
    process = cargo(packages(None, lib), b"cargo::rustc-env=RUSTC_BOOTSTRAP=1", bootstrap=variable)
    # The channel override takes precedence over RUSTC_BOOTSTRAP=1, which turns a cargo without a channel into "dev".
    expected = allows_bootstrap(variable, "the_crate" if lib else None, nightly=False) and variable != "1"
    assert (process.returncode == 0) == expected


KINDS = ["all", "cdylib", "bins", "bin:two", "tests", "examples", "benches"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``full`` has every kind of target and a script; ``user`` is a cdylib that depends on ``full``."""
    root = tmp_path_factory.mktemp("kinds")
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["full", "user"]\nresolver = "2"\n',
        "full/Cargo.toml": MANIFEST.replace("the-crate", "full").replace("2015", "2021")
        + '[lib]\ncrate-type = ["cdylib", "rlib"]\n[[example]]\nname = "exlib"\ncrate-type = ["cdylib"]\n',
        "full/build.rs": SCRIPT,
        "user/Cargo.toml": MANIFEST.replace("the-crate", "user").replace("2015", "2021")
        + '[lib]\ncrate-type = ["cdylib", "rlib"]\n[dependencies]\nfull = { path = "../full" }\n',
        "full/src/lib.rs": "",
        "full/examples/exlib.rs": "",
        "user/src/lib.rs": "",
    }
    mains = ["src/main.rs", "src/bin/two.rs", "tests/t.rs", "benches/b.rs", "examples/e.rs"]
    files |= {f"full/{path}": "fn main() {}\n" for path in mains}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    lines = [f"cargo::rustc-link-arg{_suffix(kind)}={kind}" for kind in KINDS]
    (root / "full" / "stdout.bin").write_text("\n".join(lines))
    return root


def _suffix(kind: str) -> str:
    return {"all": "", "bin:two": "-bin=two"}.get(kind, f"-{kind}")


def test_link_arguments_apply_to_cargos_targets(workspace: Path) -> None:
    """`cargo check` passes link arguments too, without linking."""
    argv = ["cargo", "check", "--offline", "--workspace", "--all-targets", "-v", "--color=never"]
    process = run(argv, cwd=workspace, check=True, capture_output=True, text=True)
    stems = {"main": "bin", "two": "bin", "t": "test", "b": "bench", "e": "example", "exlib": "example", "lib": "lib"}
    compared = 0
    for line in process.stderr.splitlines():
        crate = re.search(r"--crate-name (\w+) .*? (full|user)/(\S+\.rs) ", line)
        if crate is None or crate[3] == "build.rs":
            continue
        kind = stems[Path(crate[3]).stem]
        types = re.findall(r"--crate-type (\w+)", line) or (["cdylib"] if kind == "lib" or "exlib" in line else ["bin"])
        mode = "test" if " --test " in line else "check"
        expected = [k for k in KINDS if link_arg_applies(k, kind, types, crate[1], mode, crate[2] == "full")]
        assert re.findall(r"link-arg=([\w:]+)", line) == expected, line
        compared += 1
    assert compared == 12
