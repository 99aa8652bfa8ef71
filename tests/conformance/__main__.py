"""``dev/conformance [VARIABLE=VALUE…] DIR|NAME@VERSION [cargo flags]``: print the differing units and the counts."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from cargo_nix.errors import CargoNixError
from conformance.compare import compare_project
from conformance.recorder import CargoFailed, cargo_home
from conformance.selection import parse_flags

__all__ = ["main"]


def main(argv: Sequence[str]) -> int:
    """Compare the project that ``argv`` names; return 1 where any unit differs."""
    env = {name: value for name, equals, value in (arg.partition("=") for arg in argv) if equals and name.isupper()}
    argv = [arg for arg in argv if arg.partition("=")[0] not in env]
    if not argv or argv[0] in {"-h", "--help"}:
        sys.stderr.write(
            "usage: dev/conformance [VARIABLE=VALUE…] DIR|NAME@VERSION [build|test|bench|check] [cargo flags]\n"
        )
        return 2
    selection = parse_flags(argv[1:])
    try:
        report = compare_project(find_project(argv[0]), selection, env)
    except (CargoFailed, CargoNixError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    for unit in report.different:
        sys.stdout.write("\n    ".join((unit.name, *unit.lines)) + "\n")
    sys.stdout.write(report.summary() + "\n")
    return 1 if report.different else 0


def find_project(name: str) -> Path:
    """Return the directory ``name``, or the unpacked sources of the published crate ``NAME@VERSION``."""
    if Path(name).is_dir():
        return Path(name).resolve()
    # The one cargo command that unpacks a crate's own sources and nothing else.
    env = {"CARGO_HOME": str(cargo_home()), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    argv = ["cargo", "info", "--quiet", name]
    done = subprocess.run(argv, check=False, capture_output=True, text=True, env=env, cwd="/")
    found = sorted((cargo_home() / "registry" / "src").glob(f"*/{name.replace('@', '-')}"))
    if not found:
        raise CargoFailed(f"no directory and no published crate `{name}`\n{done.stderr}")
    return found[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
