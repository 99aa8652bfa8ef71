"""Libraries that take minutes to compile. Run them with ``python3 -m pytest -m long tests/builds/test_native_long.py``."""

import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, build, needs_nix
from support.nixpkgs import NIXPKGS, needs_nixpkgs, unpack_cut

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network, pytest.mark.long]


def _program_output(member: str, pkgs: str) -> str:
    out = build(
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {CHECKOUT}/tests/native; "
        f'packages = [ "{member}" ]; profile = "dev"; }}).default'
    )
    return subprocess.run([out / f"bin/{member}"], capture_output=True, text=True, check=True).stdout


def test_openssl_builds_from_source() -> None:
    # The version comes from the locked openssl-src, not from the system.
    assert _program_output("vendored", f"import {CHECKOUT}/tests/debian {{ }}").startswith("OpenSSL 3.6.3 ")


@needs_nixpkgs
def test_jemalloc_builds_unoptimised_under_nixpkgs_hardening(tmp_path: Path) -> None:
    assert (
        _program_output("jemalloc", f"import {NIXPKGS}/pkgs.nix {{ cut = {unpack_cut(tmp_path)}; }}")
        == "8388608 true\n"
    )
