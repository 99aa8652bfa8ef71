"""Libraries that take minutes to compile; by hand: ``python3 -m pytest -m long tests/builds/test_native_long.py``."""

import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, build, needs_nix
from support.nixpkgs import NIXPKGS, needs_nixpkgs, unpack_cut

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network, pytest.mark.long]


def _says(member: str, pkgs: str) -> str:
    out = build(
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {CHECKOUT}/tests/native; "
        f'packages = [ "{member}" ]; profile = "dev"; }}).default'
    )
    return subprocess.run([out / f"bin/{member}"], capture_output=True, text=True, check=True).stdout


def test_openssl_from_its_source() -> None:
    # The version of the locked openssl-src, not that of the system.
    assert _says("vendored", f"import {CHECKOUT}/tests/debian {{ }}").startswith("OpenSSL 3.6.3 ")


@needs_nixpkgs
def test_jemalloc_at_opt_level_0_under_the_hardening_of_nixpkgs(tmp_path: Path) -> None:
    assert _says("jemalloc", f"import {NIXPKGS}/pkgs.nix {{ cut = {unpack_cut(tmp_path)}; }}") == "8388608 true\n"
