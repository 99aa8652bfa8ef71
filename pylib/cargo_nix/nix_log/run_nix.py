"""Start Nix."""

import subprocess
import tempfile
from collections.abc import Callable, Sequence

from cargo_nix.errors import BuildError

__all__ = ["ask_nix", "watch_nix"]


def watch_nix(argv: Sequence[str], read_line: Callable[[str], None]) -> tuple[int, str]:
    """Run Nix with ``argv``; return the exit code and the standard output.

    Calls ``read_line`` with each line of the standard error. Nix gets more arguments, so that the lines
    are JSON. Ctrl-C ends Nix too: KeyboardInterrupt is raised after the end of Nix.

    Raises `BuildError` if there is no Nix.
    """
    argv = [*argv, "--log-format", "internal-json", "-v"]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as stdout:
        try:
            process = subprocess.Popen(
                argv, stdout=stdout, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace"
            )
        except OSError as error:
            raise _no_nix(argv[0], error) from None
        with process:
            try:
                for line in process.stderr or ():
                    read_line(line)
            except KeyboardInterrupt:
                # A program that a script starts in the background ignores SIGINT.
                process.terminate()
                process.communicate()
                raise
        stdout.seek(0)
        return process.returncode, stdout.read()


def ask_nix(argv: Sequence[str]) -> str | None:
    """Run Nix with ``argv`` and return its standard output, or None if Nix fails; its messages are lost.

    Raises `BuildError` if there is no Nix.
    """
    try:
        done = subprocess.run(list(argv), capture_output=True, text=True, check=False)
    except OSError as error:
        raise _no_nix(argv[0], error) from None
    return done.stdout if done.returncode == 0 else None


def _no_nix(program: str, error: OSError) -> BuildError:
    return BuildError(
        problem="Nix cannot be started",
        place=program,
        expected="the program `nix` on PATH",
        came=error.strerror or str(error),
        ways_out=("install Nix, or open a shell in which `nix --version` works",),
    )
