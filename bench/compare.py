"""The same project with cargo and with cargo-nix, side by side on this machine.

    ./bench/compare [--runs N] [--profile NAME] [--phases cold,no-op,edit] [--edit FILE] [--incremental]
        NAME@VERSION|DIR …

For each project: a cold build (crates fetched by both and unpacked by cargo, nothing compiled), a build with nothing
to do, and a build after one new line of FILE, by default the program's main file. Runs alternate between the two; the
ratio is that of the medians. Ours goes through a flake, with Nix's evaluation cache off. Neither is incremental, or
with that option both are, ours by `incrementalDir`. A second table has what Nix does beside compiling: evaluation with
everything built, and the plan's derivation by itself.
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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "dev")]

from published import CARGO_HOME, unpacked  # noqa: E402  -- found by the line above

_FLAKE = """{
  inputs.cargo-nix.url = "path:%(checkout)s";
  inputs.nixpkgs.url = "path:%(checkout)s/tests/debian";
  inputs.cargo-nix.inputs.nixpkgs.follows = "nixpkgs";
  outputs = { nixpkgs, cargo-nix, ... }: {
    workspace = cargo-nix.lib.buildCargoWorkspace {
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      src = ./crate;
      profile = "%(profile)s";
      incrementalDir = %(incremental)s;
    };
  };
}
"""
_PHASES = ("cold", "no-op", "edit")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the command line asks of each project."""

    runs: int
    profile: str
    phases: tuple[str, ...]
    edit: str | None
    incremental: bool

    def edited(self, project: Path) -> Path:
        """Return the file of ``project`` that the edits are made in, from its root."""
        return Path(self.edit) if self.edit else _main_file(project).relative_to(project)


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """What one command took: seconds of wall time, seconds of processor time, peak of one process in MiB."""

    wall: float
    cpu: float
    peak: int


@dataclass(kw_only=True, slots=True)
class Side:
    """One of the two: how each phase is prepared and run."""

    name: str
    prepare: dict[str, Callable[[], None]]
    command: Sequence[str | Path]
    env: dict[str, str]
    used: dict[str, list[Used]] = field(default_factory=lambda: {phase: [] for phase in _PHASES})

    def run(self, phase: str) -> None:
        """Prepare ``phase`` and time the command once."""
        self.prepare[phase]()
        self.used[phase].append(_time(self.command, self.env))

    def median(self, phase: str) -> float:
        """Return the median wall time of ``phase`` in seconds."""
        return statistics.median(used.wall for used in self.used[phase])


def _time(command: Sequence[str | Path], env: dict[str, str]) -> Used:
    with tempfile.TemporaryFile() as log:
        started = time.monotonic()
        process = subprocess.Popen(command, env={**os.environ, **env}, stdout=log, stderr=log)
        _pid, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        if status != 0:
            log.seek(0)
            sys.exit(f"compare: {' '.join(map(str, command))} failed:\n{log.read().decode(errors='replace')[-3000:]}")
    return Used(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=used.ru_maxrss // 1024)


def _main_file(project: Path) -> Path:
    found = json.loads(
        subprocess.run(
            ["cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"],
            cwd=project, capture_output=True, check=True,
        ).stdout
    )  # fmt: skip
    bins = (
        target["src_path"] for package in found["packages"] for target in package["targets"] if "bin" in target["kind"]
    )
    return Path(next(bins))


def _edit(path: Path) -> Callable[[], None]:
    # Of this run alone: Nix still has what an earlier run made of the same line.
    started, count = time.time_ns(), 0

    def edit() -> None:
        nonlocal count
        count += 1
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n#[allow(dead_code)]\nconst EDIT_{count}: u64 = {started + count};\n")

    return edit


def _nothing() -> None:
    pass


def _cargo(project: Path, scratch: Path, asked: Asked) -> Side:
    root = scratch / "cargo"
    shutil.copytree(project, root)
    target = scratch / "target"
    return Side(
        name="cargo",
        prepare={
            "cold": lambda: shutil.rmtree(target, ignore_errors=True),
            "no-op": _nothing,
            "edit": _edit(root / asked.edited(project)),
        },
        command=[
            "cargo",
            "build",
            "--profile",
            asked.profile,
            "--locked",
            "--offline",
            "--manifest-path",
            root / "Cargo.toml",
        ],
        env={
            "CARGO_TARGET_DIR": str(target),
            "CARGO_HOME": str(CARGO_HOME),
            "CARGO_INCREMENTAL": str(int(asked.incremental)),
        },
    )


def _cargo_nix(project: Path, scratch: Path, asked: Asked) -> Side:
    root = scratch / "cargo-nix"
    state = scratch / "incremental"
    state.mkdir()
    state.chmod(0o1777)
    shutil.copytree(project, root / "crate")
    checkout = scratch / "checkout"
    shutil.copytree(CHECKOUT, checkout, ignore=shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis"))
    values = {
        "checkout": checkout,
        "profile": asked.profile,
        "incremental": f'"{state}"' if asked.incremental else "null",
    }
    (root / "flake.nix").write_text(_FLAKE % values, encoding="utf-8")
    flake = f"path:{root}"
    subprocess.run(["nix", "flake", "lock", flake], check=True, capture_output=True)
    return Side(
        name="cargo-nix",
        prepare={
            "cold": lambda: _forget(flake, state),
            "no-op": _nothing,
            "edit": _edit(root / "crate" / asked.edited(project)),
        },
        command=[
            *("nix", "build", "--no-link", "--option", "eval-cache", "false"),
            *(("--option", "extra-sandbox-paths", state) if asked.incremental else ()),
            f"{flake}#workspace.default",
        ],
        env={},
    )


def _forget(flake: str, state: Path) -> None:
    """Delete all that was compiled: what is left is what `cargo fetch` makes, but for what units unpack."""
    for directory in state.iterdir():
        shutil.rmtree(directory)
    query = "w: map (unit: unit.outPath) (builtins.attrValues w.units ++ [ w.default ])"
    found = subprocess.run(
        ["nix", "eval", "--json", f"{flake}#workspace", "--apply", query], capture_output=True, text=True, check=True
    )
    paths = [path for path in json.loads(found.stdout) if Path(path).exists()]
    if paths:
        subprocess.run(["nix-store", "--delete", "--ignore-liveness", *paths], check=True, capture_output=True)


def _evaluation(flake: str) -> float:
    """Return the seconds that evaluating the default package takes, its plan made: what a no-op consists of."""
    query = ["nix", "eval", "--raw", "--option", "eval-cache", "false", f"{flake}#workspace.default.drvPath"]
    return _time(query, {}).wall


def _plan(flake: str) -> float:
    """Return the seconds that the plan's derivation takes, all of its inputs being there."""
    query = ["nix", "eval", "--raw", f"{flake}#workspace.plan.drvPath"]
    drv = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    subprocess.run(["nix-store", "--realise", drv], capture_output=True, check=True)
    # Built again and compared: the first result stays, whoever refers to it.
    return _time(["nix-store", "--realise", "--check", drv], {}).wall


def _compare(project: Path, asked: Asked) -> str:
    with tempfile.TemporaryDirectory(prefix="compare-") as name:
        scratch = Path(name).resolve()
        sides = (_cargo(project, scratch, asked), _cargo_nix(project, scratch, asked))
        # Crates and manifests into the store, the registry's into cargo's: neither is timed.
        for side in sides:
            _time(side.command, side.env)
        for phase in asked.phases:
            for _run in range(asked.runs):
                for side in sides:
                    side.run(phase)
        flake = f"path:{scratch}/cargo-nix"
        evaluation = statistics.median(_evaluation(flake) for _run in range(asked.runs))
        plan = statistics.median(_plan(flake) for _run in range(asked.runs))
        query = ["nix", "eval", "--raw", f"{flake}#workspace.units", "--apply"]
        count = subprocess.run(
            [*query, "u: toString (builtins.length (builtins.attrNames u))"], capture_output=True, text=True, check=True
        )
        units = int(count.stdout)
    cargo, ours = sides
    for phase in asked.phases:
        print(
            f"| {project.name} | {asked.profile} | {units} | {phase} | {cargo.median(phase):.2f} s |"
            f" {ours.median(phase):.2f} s | {ours.median(phase) / cargo.median(phase):.2f} |"
            f" {statistics.median(u.cpu for u in cargo.used[phase]):.1f} s |"
            f" {statistics.median(u.cpu for u in ours.used[phase]):.1f} s |"
            f" {max(u.peak for u in cargo.used[phase])} MiB | {max(u.peak for u in ours.used[phase])} MiB |",
            flush=True,
        )
    speed = (
        f"{units / cargo.median('cold'):.1f} | {units / ours.median('cold'):.1f}" if "cold" in asked.phases else "- | -"
    )
    return f"| {project.name} | {asked.profile} | {units} | {speed} | {evaluation:.2f} s | {plan:.2f} s |"


def main(argv: list[str]) -> int:
    """Print the table for the projects of ``argv``."""
    parser = argparse.ArgumentParser(prog="bench/compare")
    parser.add_argument("--runs", type=int, default=3, help="timed runs of each phase and side (3)")
    parser.add_argument("--profile", default="release", help="Cargo's profile (release)")
    parser.add_argument("--phases", default=",".join(_PHASES), help="those to time, with commas between")
    parser.add_argument("--edit", metavar="FILE", help="the file to edit, from the project (the program's main file)")
    parser.add_argument("--incremental", action="store_true", help="both incremental, ours by incrementalDir")
    parser.add_argument("projects", nargs="+", metavar="NAME@VERSION|DIR")
    arguments = parser.parse_args(argv)
    if arguments.edit and Path(arguments.edit).is_absolute():
        parser.error("--edit takes a path from the project: its copies are edited")
    asked = Asked(
        runs=arguments.runs,
        profile=arguments.profile,
        phases=tuple(phase for phase in _PHASES if phase in arguments.phases.split(",")),
        edit=arguments.edit,
        incremental=arguments.incremental,
    )
    columns = ["project", "profile", "units", "build", "cargo", "cargo-nix", "ratio"]
    columns += ["cargo cpu", "cargo-nix cpu", "cargo peak", "cargo-nix peak"]
    print(f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}", flush=True)
    projects = [Path(name).resolve() if Path(name).is_dir() else unpacked(name) for name in arguments.projects]
    rows = [_compare(project, asked) for project in projects]
    print("\n| project | profile | units | cargo's units a second | ours | evaluation | plan |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print("\n".join(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
