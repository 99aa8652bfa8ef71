"""Cargo's channel decides whether a script may set RUSTC_BOOTSTRAP; the builder asks cargo for the channel."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from support.standalone import standalone_module

pytestmark = pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")

CHANNEL = "__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS"
SCRIPT = {"targets": [["lib", "the-crate"]], "rust_version": None, "has_links": False, "has_cdylib": False}


def read_output(directory: Path, monkeypatch: pytest.MonkeyPatch, channel: str, env: dict[str, str]) -> dict[str, Any]:
    monkeypatch.setenv(CHANNEL, channel)
    monkeypatch.setenv("NIX_BUILD_TOP", str(directory))
    attrs = {
        "packageName": "the-crate",
        "packageVersion": "0.1.0",
        "manifestDir": "/the/crate",
        "member": False,
        "cargo": shutil.which("cargo"),
        "dependencyEnv": env,
    }
    result: dict[str, Any] = standalone_module("run_script").parse_output(
        b"cargo:rustc-env=RUSTC_BOOTSTRAP=1\n", attrs, SCRIPT
    )
    return result


@pytest.mark.parametrize(("channel", "env"), [("nightly", {}), ("stable", {"RUSTC_BOOTSTRAP": "other,the_crate"})])
def test_an_allowed_bootstrap_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, channel: str, env: dict[str, str]
) -> None:
    result = read_output(tmp_path, monkeypatch, channel, env)
    assert result["env"] == []
    assert result["warnings"][0].startswith("cannot set `RUSTC_BOOTSTRAP=1` from build script of `the-crate v0.1.0`.")


@pytest.mark.parametrize("env", [{}, {"RUSTC_BOOTSTRAP": "another"}])
def test_a_stable_cargo_refuses_bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str]) -> None:
    with pytest.raises(standalone_module("directives").DirectiveError, match="cannot set `RUSTC_BOOTSTRAP=1`"):
        read_output(tmp_path, monkeypatch, "stable", env)
