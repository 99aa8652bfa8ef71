"""Whether a script may set RUSTC_BOOTSTRAP: cargo's channel decides, which the builder asks it for."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from support.standalone import standalone_module

pytestmark = pytest.mark.skipif(shutil.which("cargo") is None, reason="asks cargo, which is not on PATH")

CHANNEL = "__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS"
SCRIPT = {"targets": [["lib", "the-crate"]], "rust_version": None, "has_links": False, "has_cdylib": False}


def read(directory: Path, monkeypatch: pytest.MonkeyPatch, channel: str, env: dict[str, str]) -> dict[str, Any]:
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
    found: dict[str, Any] = standalone_module("run_script").parse_output(
        b"cargo:rustc-env=RUSTC_BOOTSTRAP=1\n", attrs, SCRIPT
    )
    return found


@pytest.mark.parametrize(("channel", "env"), [("nightly", {}), ("stable", {"RUSTC_BOOTSTRAP": "other,the_crate"})])
def test_it_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, channel: str, env: dict[str, str]) -> None:
    found = read(tmp_path, monkeypatch, channel, env)
    assert found["env"] == []
    assert found["warnings"][0].startswith("cannot set `RUSTC_BOOTSTRAP=1` from build script of `the-crate v0.1.0`.")


@pytest.mark.parametrize("env", [{}, {"RUSTC_BOOTSTRAP": "another"}])
def test_a_stable_cargo_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str]) -> None:
    with pytest.raises(standalone_module("directives").DirectiveError, match="cannot set `RUSTC_BOOTSTRAP=1`"):
        read(tmp_path, monkeypatch, "stable", env)
