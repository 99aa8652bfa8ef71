"""Compare plain cargo with cargo in the dev shell: time, calls of rustc, and size of the target directory.

    ./bench/shell [--runs N] DIR [CARGO ARGUMENT …]

DIR is a workspace. The arguments are those of the measured command, ``build`` by default. Each run has
a fresh target directory: a first build, a second build, and a build after an edit of a member. Take figures on a quiet
machine: the table starts with the load.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
SHELL = """
((import {checkout}/nixlib {{ }}).buildCargoWorkspace {{
  pkgs = import {checkout}/tests/debian {{ }};
  src = {source};
}}).devShell
"""
_STEPS = ("first", "second", "edit")


@dataclass(kw_only=True, slots=True)
class Series:
    """Seconds by step, one entry a run; the log of the shell's rustc and the size of ``target`` of the last run."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in _STEPS})
    answered: int = 0
    compiled: int = 0
    mebibytes: int = 0


def main(argv: Sequence[str]) -> int:
    """Measure the workspace of ``argv`` and print the table; return 0."""
    parser = argparse.ArgumentParser(
        prog="bench/shell", description="Compare builds in the dev shell with plain cargo."
    )
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("directory", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(argv)
    command = options.command or ["build"]
    source = options.directory.resolve()
    print(f"cargo {' '.join(command)} in {source.name}, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    with shell_environment(source) as shell, shell_environment(None) as plain:
        table = {"cargo": Series(), "shell": Series()}
        for _run in range(options.runs):
            for name, env in (("cargo", plain), ("shell", shell)):
                _measure(source, command, env, table[name])
    print(f"{'':8}{'first':>9}{'second':>9}{'edit':>9}{'answered':>10}{'compiled':>10}{'MiB':>7}")
    for name, series in table.items():
        seconds = "".join(f"{statistics.median(series.seconds[step]):9.2f}" for step in _STEPS)
        print(f"{name:8}{seconds}{series.answered:10}{series.compiled:10}{series.mebibytes:7}")
    first = [statistics.median(table[name].seconds["first"]) for name in ("shell", "cargo")]
    print(f"ratio of the first builds: {first[0] / first[1]:.2f}")
    return 0


@contextmanager
def shell_environment(source: Path | None) -> Iterator[dict[str, str]]:
    """Yield the variables of the dev shell of ``source``, or those of plain cargo with the same downloads."""
    with tempfile.TemporaryDirectory(prefix="cargo-nix-bench-") as directory:
        env = {**os.environ, "CARGO_NIX_LOG": f"{directory}/log", "CARGO_TARGET_DIR": f"{directory}/target"}
        if source is not None:
            expression = SHELL.format(checkout=CHECKOUT, source=source)
            program = "import json, os; print(json.dumps(dict(os.environ)))"
            argv = ["nix", "develop", "--impure", "--expr", expression, "--command", "python3", "-c", program]
            subprocess.run(argv, cwd=source, env=env, stdout=subprocess.DEVNULL, check=True)
            start = time.monotonic()
            process = subprocess.run(argv, cwd=source, env=env, capture_output=True, text=True, check=True)
            print(f"the shell opens in {time.monotonic() - start:.2f} s")
            env = json.loads(process.stdout)
        yield env


def _measure(source: Path, command: list[str], env: dict[str, str], series: Series) -> None:
    target, log = Path(env["CARGO_TARGET_DIR"]), Path(env["CARGO_NIX_LOG"])
    shutil.rmtree(target, ignore_errors=True)
    log.write_text("", encoding="utf-8")
    for step in _STEPS:
        if step == "edit":
            _first_source(source, env).touch()
        start = time.monotonic()
        subprocess.run(["cargo", *command], cwd=source, env=env, capture_output=True, check=True)
        series.seconds[step].append(time.monotonic() - start)
        if step == "first":
            lines = [line.split()[0] for line in log.read_text(encoding="utf-8").splitlines()]
            series.answered, series.compiled = lines.count("answered"), lines.count("compiled")
            # Links count with their own size.
            size = sum(path.lstat().st_size for path in target.rglob("*") if path.is_symlink() or path.is_file())
            series.mebibytes = size // 2**20


def _first_source(source: Path, env: Mapping[str, str]) -> Path:
    packages = workspace_packages(source, env)
    paths = [target["src_path"] for package in packages for target in package["targets"] if "lib" in target["kind"]]
    return Path(min(paths) if paths else packages[0]["targets"][0]["src_path"])


def workspace_packages(source: Path, env: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the members of the workspace ``source`` as ``cargo metadata`` with the variables ``env`` prints them."""
    argv = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    process = subprocess.run(argv, cwd=source, env=env, capture_output=True, check=True)
    packages: list[dict[str, Any]] = json.loads(process.stdout)["packages"]
    return packages


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
