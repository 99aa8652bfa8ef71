"""Compare plans for another host with the plans of that host's own rustc, and print a table of units.

    ./bench/foreign-hosts --rustc PROGRAM NAME@VERSION|DIR …

PROGRAM is a rustc of another host that runs here, for example by qemu-user:

    mmdebstrap --arch=arm64 --variant=extract --include=rustc forky ROOT
    ln -s usr/lib ROOT/lib
    exec qemu-aarch64 -L ROOT ROOT/usr/bin/rustc --sysroot ROOT/usr "$@"

Its version must be the version of the rustc on PATH. The plans of `cargo build --release` and of `cargo test` must be
equal in each byte.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "pylib"), str(CHECKOUT / "dev")]

from published import CARGO_HOME, fetch_with_dependencies  # noqa: E402  -- found by the line above

from cargo_nix.cargo import ForeignHost, Selection, Toolchain  # noqa: E402
from cargo_nix.pipeline import plan_checkout  # noqa: E402
from cargo_nix.plan import render_plan  # noqa: E402

SELECTIONS = {
    "build": Selection(command="build", workspace=True, profile="release"),
    "test": Selection(command="test", workspace=True, profile="dev"),
}


def main() -> int:
    """Print a row for each project and command; return 1 if a plan differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rustc", required=True, metavar="PROGRAM")
    parser.add_argument("projects", nargs="+", metavar="NAME@VERSION|DIR")
    words = parser.parse_args()
    os.environ["CARGO_HOME"] = str(CARGO_HOME)
    foreign = str(Path(words.rustc).resolve())
    host = ForeignHost(triple=_host_of(foreign), python=sys.executable)
    print(f"| project | command | units on {host.triple} | equal |\n| --- | --- | ---: | --- |")
    differs = False
    for project in words.projects:
        root = Path(project) if Path(project).is_dir() else fetch_with_dependencies(project)
        for command, selection in SELECTIONS.items():
            of_host = plan_checkout(root, selection, Toolchain(cargo="cargo", rustc=foreign))
            from_here = plan_checkout(root, selection, Toolchain(cargo="cargo", rustc="rustc"), host=host)
            is_equal = render_plan(of_host) == render_plan(from_here)
            differs |= not is_equal
            print(f"| {root.name} | {command} | {len(of_host.units)} | {'yes' if is_equal else 'no'} |", flush=True)
    return int(differs)


def _host_of(rustc: str) -> str:
    process = subprocess.run([rustc, "-vV"], capture_output=True, text=True, check=True)
    return next(line.removeprefix("host: ") for line in process.stdout.splitlines() if line.startswith("host: "))


if __name__ == "__main__":
    sys.exit(main())
