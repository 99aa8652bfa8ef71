"""Nix is started with the arguments for a log in JSON."""

import sys

import pytest

from cargo_nix.errors import BuildError
from cargo_nix.nix_log.run_nix import ask_nix, watch_nix

PROGRAM = """
import sys
print("out", *sys.argv[1:])
print("first\\nsecond", file=sys.stderr)
sys.exit(3)
"""


def test_lines_and_exit_code() -> None:
    lines: list[str] = []
    code, stdout = watch_nix([sys.executable, "-c", PROGRAM, "build"], lines.append)
    assert (code, lines) == (3, ["first\n", "second\n"])
    assert stdout == "out build --log-format internal-json -v\n"


def test_ctrl_c_ends_nix() -> None:
    def interrupt(_line: str) -> None:
        raise KeyboardInterrupt

    program = "import sys, time; print('x', file=sys.stderr, flush=True); time.sleep(600)"
    with pytest.raises(KeyboardInterrupt):
        watch_nix([sys.executable, "-c", program], interrupt)


def test_questions() -> None:
    assert ask_nix([sys.executable, "-c", "print('yes')"]) == "yes\n"
    assert ask_nix([sys.executable, "-c", PROGRAM]) is None


def test_no_nix_is_an_error() -> None:
    message = "\n".join(
        [
            "error: Nix cannot be started",
            "  at: /missing/nix",
            "  expected: the program `nix` on PATH",
            "  got: No such file or directory",
            "  ways out:",
            "    1. install Nix, or open a shell in which `nix --version` works",
        ]
    )
    with pytest.raises(BuildError) as caught:
        watch_nix(["/missing/nix"], print)
    assert str(caught.value) == message
    with pytest.raises(BuildError) as caught:
        ask_nix(["/missing/nix"])
    assert str(caught.value) == message
