"""A program with C and assembler of a published crate on each platform, and no compiler but that of the package set.

``./bench/cross`` builds whole programs: ripgrep with PCRE2, bat and eza.
"""

import shutil
import subprocess

import pytest
from emulators import ARM, MUSL, WINDOWS, command_for

from support.nix import CHECKOUT, build, needs_nix

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network, pytest.mark.long]

COMPILERS = {MUSL: "musl-gcc", ARM: "aarch64-linux-gnu-gcc", WINDOWS: "x86_64-w64-mingw32-gcc"}


@pytest.mark.parametrize(
    "triple",
    [
        pytest.param(triple, marks=pytest.mark.skipif(shutil.which(program) is None, reason=f"no {program}"))
        for triple, program in COMPILERS.items()
    ],
)
def test_tls_with_ring(triple: str) -> None:
    out = build(
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = import {CHECKOUT}/tests/debian/strict.nix {{ }};"
        f' src = {CHECKOUT}/tests/projects/tls; target = "{triple}"; }}).default'
    )
    program = out / ("bin/tls.exe" if triple == WINDOWS else "bin/tls")
    kind = subprocess.run(["file", "--brief", program], capture_output=True, text=True, check=True).stdout
    assert kind.startswith("PE32+ executable" if triple == WINDOWS else "ELF 64-bit LSB")
    start = command_for(triple)
    if start is not None:
        answer = subprocess.run([*start, program], capture_output=True, text=True, check=True)
        assert answer.stdout == "ba7816bf\n22 1\n"
