"""Build the same project with cargo and with cargo-nix on the same machine, and compare times.

    ./bench/compare [--runs N] [--profile NAME] [--phases cold,no-op,edit] [--edit FILE] [--incremental]
        NAME@VERSION|DIR …

The phases are a cold build (crates downloaded by both and unpacked by cargo, no compiled unit), a build without
changes, and a build after a new line in FILE, by default the program's main file. Runs alternate between both sides,
and the ratio compares the medians. cargo-nix builds a flake without Nix's evaluation cache. With `--incremental` both
sides compile incrementally, cargo-nix by `incrementalDir`; by default neither does. A second table has the parts of Nix
besides compilation: evaluation after a complete build, and the derivation of the plan.
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

from published import CARGO_HOME, fetch_with_dependencies  # noqa: E402  -- found by the line above

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
class Options:
    """The options of the command line, for every project."""

    runs: int
    profile: str
    phases: tuple[str, ...]
    edit: str | None
    incremental: bool

    def edited(self, project: Path) -> Path:
        """Return the file of ``project`` to edit, relative to the root."""
        return Path(self.edit) if self.edit else _main_file(project).relative_to(project)


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """The resources of a command: wall seconds, processor seconds, and the peak memory of a process in MiB."""

    wall: float
    cpu: float
    peak: int


@dataclass(kw_only=True, slots=True)
class Side:
    """Cargo or cargo-nix: the command, and the preparation of each phase."""

    name: str
    prepare: dict[str, Callable[[], None]]
    command: Sequence[str | Path]
    env: dict[str, str]
    used: dict[str, list[Used]] = field(default_factory=lambda: {phase: [] for phase in _PHASES})

    def run(self, phase: str) -> None:
        """Prepare ``phase``, run the command and store the resources."""
        self.prepare[phase]()
        self.used[phase].append(_time(self.command, self.env))

    def median(self, phase: str) -> float:
        """Return the median wall time of ``phase`` in seconds."""
        return statistics.median(used.wall for used in self.used[phase])


def _time(command: Sequence[str | Path], env: dict[str, str]) -> Used:
    with tempfile.TemporaryFile() as log:
        start = time.monotonic()
        process = subprocess.Popen(command, env={**os.environ, **env}, stdout=log, stderr=log)
        _pid, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        if status != 0:
            log.seek(0)
            sys.exit(f"compare: {' '.join(map(str, command))} failed:\n{log.read().decode(errors='replace')[-3000:]}")
    return Used(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=used.ru_maxrss // 1024)


def _main_file(project: Path) -> Path:
    metadata = json.loads(
        subprocess.run(
            ["cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"],
            cwd=project, capture_output=True, check=True,
        ).stdout
    )  # fmt: skip
    bins = (
        target["src_path"]
        for package in metadata["packages"]
        for target in package["targets"]
        if "bin" in target["kind"]
    )
    return Path(next(bins))


def _edit(path: Path) -> Callable[[], None]:
    # A unique line, because Nix keeps the builds of earlier runs.
    start, count = time.time_ns(), 0

    def edit() -> None:
        nonlocal count
        count += 1
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n#[allow(dead_code)]\nconst EDIT_{count}: u64 = {start + count};\n")

    return edit


def _nothing() -> None:
    pass


def _cargo(project: Path, scratch: Path, options: Options) -> Side:
    root = scratch / "cargo"
    shutil.copytree(project, root)
    target = scratch / "target"
    return Side(
        name="cargo",
        prepare={
            "cold": lambda: shutil.rmtree(target, ignore_errors=True),
            "no-op": _nothing,
            "edit": _edit(root / options.edited(project)),
        },
        command=[
            "cargo",
            "build",
            "--profile",
            options.profile,
            "--locked",
            "--offline",
            "--manifest-path",
            root / "Cargo.toml",
        ],
        env={
            "CARGO_TARGET_DIR": str(target),
            "CARGO_HOME": str(CARGO_HOME),
            "CARGO_INCREMENTAL": str(int(options.incremental)),
        },
    )


def _cargo_nix(project: Path, scratch: Path, options: Options) -> Side:
    root = scratch / "cargo-nix"
    state = scratch / "incremental"
    state.mkdir()
    state.chmod(0o1777)
    shutil.copytree(project, root / "crate")
    checkout = scratch / "checkout"
    shutil.copytree(CHECKOUT, checkout, ignore=shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis"))
    values = {
        "checkout": checkout,
        "profile": options.profile,
        "incremental": f'"{state}"' if options.incremental else "null",
    }
    (root / "flake.nix").write_text(_FLAKE % values, encoding="utf-8")
    flake = f"path:{root}"
    subprocess.run(["nix", "flake", "lock", flake], check=True, capture_output=True)
    return Side(
        name="cargo-nix",
        prepare={
            "cold": lambda: _delete_outputs(flake, state),
            "no-op": _nothing,
            "edit": _edit(root / "crate" / options.edited(project)),
        },
        command=[
            *("nix", "build", "--no-link", "--option", "eval-cache", "false"),
            *(("--option", "extra-sandbox-paths", state) if options.incremental else ()),
            f"{flake}#workspace.default",
        ],
        env={},
    )


def _delete_outputs(flake: str, state: Path) -> None:
    """Delete all outputs of units and the incremental state, so that only downloads are left."""
    for directory in state.iterdir():
        shutil.rmtree(directory)
    query = "w: map (unit: unit.outPath) (builtins.attrValues w.units ++ [ w.default ])"
    process = subprocess.run(
        ["nix", "eval", "--json", f"{flake}#workspace", "--apply", query], capture_output=True, text=True, check=True
    )
    paths = [path for path in json.loads(process.stdout) if Path(path).exists()]
    if paths:
        subprocess.run(["nix-store", "--delete", "--ignore-liveness", *paths], check=True, capture_output=True)


def _evaluation(flake: str) -> float:
    """Return the seconds for evaluating the default package with an existing plan, as in a build without changes."""
    query = ["nix", "eval", "--raw", "--option", "eval-cache", "false", f"{flake}#workspace.default.drvPath"]
    return _time(query, {}).wall


def _plan(flake: str) -> float:
    """Return the seconds for building the plan, with all inputs in the store."""
    query = ["nix", "eval", "--raw", f"{flake}#workspace.plan.drvPath"]
    drv = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    subprocess.run(["nix-store", "--realise", drv], capture_output=True, check=True)
    # `--check` builds again and compares with the first output.
    return _time(["nix-store", "--realise", "--check", drv], {}).wall


def _compare(project: Path, options: Options) -> str:
    with tempfile.TemporaryDirectory(prefix="compare-") as name:
        scratch = Path(name).resolve()
        sides = (_cargo(project, scratch, options), _cargo_nix(project, scratch, options))
        # The first build downloads crates and fills the store, without a measurement.
        for side in sides:
            _time(side.command, side.env)
        for phase in options.phases:
            for _run in range(options.runs):
                for side in sides:
                    side.run(phase)
        flake = f"path:{scratch}/cargo-nix"
        evaluation = statistics.median(_evaluation(flake) for _run in range(options.runs))
        plan = statistics.median(_plan(flake) for _run in range(options.runs))
        query = ["nix", "eval", "--raw", f"{flake}#workspace.units", "--apply"]
        count = subprocess.run(
            [*query, "u: toString (builtins.length (builtins.attrNames u))"], capture_output=True, text=True, check=True
        )
        units = int(count.stdout)
    cargo, cargo_nix = sides
    for phase in options.phases:
        print(
            f"| {project.name} | {options.profile} | {units} | {phase} | {cargo.median(phase):.2f} s |"
            f" {cargo_nix.median(phase):.2f} s | {cargo_nix.median(phase) / cargo.median(phase):.2f} |"
            f" {statistics.median(u.cpu for u in cargo.used[phase]):.1f} s |"
            f" {statistics.median(u.cpu for u in cargo_nix.used[phase]):.1f} s |"
            f" {max(u.peak for u in cargo.used[phase])} MiB | {max(u.peak for u in cargo_nix.used[phase])} MiB |",
            flush=True,
        )
    speed = (
        f"{units / cargo.median('cold'):.1f} | {units / cargo_nix.median('cold'):.1f}"
        if "cold" in options.phases
        else "- | -"
    )
    return f"| {project.name} | {options.profile} | {units} | {speed} | {evaluation:.2f} s | {plan:.2f} s |"


def main(argv: list[str]) -> int:
    """Measure the projects of ``argv`` and print the tables."""
    parser = argparse.ArgumentParser(prog="bench/compare")
    parser.add_argument("--runs", type=int, default=3, help="timed runs of each phase and side (3)")
    parser.add_argument("--profile", default="release", help="Cargo's profile (release)")
    parser.add_argument("--phases", default=",".join(_PHASES), help="phases to measure, separated by commas")
    parser.add_argument(
        "--edit", metavar="FILE", help="file to edit, relative to the project (the program's main file)"
    )
    parser.add_argument(
        "--incremental", action="store_true", help="compile incrementally on both sides, cargo-nix by incrementalDir"
    )
    parser.add_argument("projects", nargs="+", metavar="NAME@VERSION|DIR")
    arguments = parser.parse_args(argv)
    if arguments.edit and Path(arguments.edit).is_absolute():
        parser.error("--edit takes a path relative to the project: the bench edits copies")
    options = Options(
        runs=arguments.runs,
        profile=arguments.profile,
        phases=tuple(phase for phase in _PHASES if phase in arguments.phases.split(",")),
        edit=arguments.edit,
        incremental=arguments.incremental,
    )
    columns = ["project", "profile", "units", "build", "cargo", "cargo-nix", "ratio"]
    columns += ["cargo cpu", "cargo-nix cpu", "cargo peak", "cargo-nix peak"]
    print(f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}", flush=True)
    projects = [
        Path(name).resolve() if Path(name).is_dir() else fetch_with_dependencies(name) for name in arguments.projects
    ]
    rows = [_compare(project, options) for project in projects]
    print("\n| project | profile | units | cargo's units a second | cargo-nix's | evaluation | plan |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print("\n".join(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
