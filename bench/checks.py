"""Build, test, clippy and doc of a whole workspace, with cargo and as checks, side by side on this machine.

    ./bench/checks [--count] [--env NAME=VALUE]… [--profile NAME] DIR|NAME@VERSION …

Cargo runs its four commands one after the other into an empty target directory; ours is one `nix build` of all units
and all checks but rustfmt's, with nothing compiled before. Both have the crates fetched, cargo has them unpacked,
ours has its plans made. Counted are the units of crates that are not the workspace's own: what each side compiles, or
checks. With `--count` nothing is compiled: the counts are those of cargo's unit graphs and of our derivations.
Variables go to both sides as `[env]` of .cargo/config.toml.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "dev")]

from project_copy import copy_project, project_name  # noqa: E402  -- found by the line above
from published import CARGO_HOME  # noqa: E402
from unit_counts import count_units, derivations_of, is_third_party  # noqa: E402

# Targets of `cargo clippy --all-targets` but benches: many need a nightly toolchain.
_TARGETS = ("--lib", "--bins", "--tests", "--examples")
_WORKSPACE = """
((import {checkout}/nixlib {{ }}).buildCargoWorkspace {{
  pkgs = import {checkout}/tests/debian {{ }};
  src = {src};
  workspace = true;
  profile = "{profile}";
  checks.benches = false;
  checks.clippyArgs = [ ];
  checks.rustdocArgs = [ ];
}})"""
_ALL = """
let
  workspace = {workspace};
  isFormat = name: builtins.match ".*-fmt" name != null;
  checks = builtins.filter (name: !(isFormat name)) (builtins.attrNames workspace.checks);
in
builtins.attrValues workspace.units ++ map (name: workspace.checks.${{name}}) checks"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One command: its name, wall seconds, third-party units compiled and checked, and whether it succeeded."""

    name: str
    wall: float
    compiled: int
    checked: int
    ok: bool


def _run(argv: Sequence[str], cwd: Path, env: Mapping[str, str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    started = time.monotonic()
    done = subprocess.run(argv, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False)
    return time.monotonic() - started, done


def _cargo_steps(project: Path, target: Path, profile: str) -> list[Step]:
    """Run cargo's four commands; units are counted by the artefacts that it says it made."""
    env = {"CARGO_TARGET_DIR": str(target), "CARGO_HOME": str(CARGO_HOME), "CARGO_INCREMENTAL": "0"}
    steps = []
    for name, words in _commands(profile).items():
        keep_going = ["--no-fail-fast"] if name == "test" else []
        wall, done = _run(["cargo", *words, *keep_going, "--message-format=json"], project, env)
        compiled = checked = 0
        for line in done.stdout.splitlines():
            # Tests print too, on the same stream.
            if not line.startswith('{"reason":"compiler-artifact"'):
                continue
            entry: dict[str, Any] = json.loads(line)
            if entry["fresh"] or entry["package_id"].startswith("path+"):
                continue
            only_metadata = all(file.endswith(".rmeta") for file in entry["filenames"])
            checked, compiled = checked + only_metadata, compiled + (not only_metadata)
        if done.returncode != 0 and compiled + checked == 0 and name == "build":
            sys.exit(f"checks: cargo {name} failed:\n{done.stderr[-3000:]}")
        steps.append(Step(name=name, wall=wall, compiled=compiled, checked=checked, ok=done.returncode == 0))
    return steps


def _commands(profile: str) -> dict[str, list[str]]:
    flags = ["--workspace", "--offline", "--locked", "--profile", profile]
    return {
        "build": ["build", *flags],
        "test": ["test", *flags],
        "clippy": ["clippy", *flags, *_TARGETS],
        "doc": ["doc", *flags, "--no-deps"],
    }


def _cargo_counts(project: Path, profile: str) -> list[Step]:
    # Clippy's units are those of `cargo check`.
    commands = {
        name: ["check" if words[0] == "clippy" else words[0], *words[1:]] for name, words in _commands(profile).items()
    }
    counts = count_units(project, commands, CARGO_HOME)
    return [
        Step(name=name, wall=0, compiled=built, checked=checked, ok=True) for name, (built, checked) in counts.items()
    ]


def _our_count(project: Path, profile: str) -> Step:
    everything = _ALL.format(workspace=_WORKSPACE.format(checkout=CHECKOUT, src=project, profile=profile))
    drvs = _evaluate(f"map (found: found.drvPath) ({everything})")
    return Step(name="all", wall=0, compiled=_third_party(drvs), checked=0, ok=True)


def _our_step(project: Path, scratch: Path, profile: str) -> Step:
    """Build packages and checks with a builder that no unit was built by; units are counted by their derivations."""
    checkout = scratch / "checkout"
    shutil.copytree(CHECKOUT, checkout, ignore=shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis"))
    with (checkout / "pylib/cargo_nix/builder/__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"# {scratch.name}\n")
    workspace = _WORKSPACE.format(checkout=checkout, src=project, profile=profile)
    everything = _ALL.format(workspace=workspace)
    nix = ["nix", "build", "--impure", "--no-link", "--keep-going", "--option", "eval-cache", "false"]
    # Crates fetched, plans made, members scanned.
    sources = f"map (crate: crate.archive or crate.src) (builtins.attrValues {workspace}.crates)"
    _wall, warm = _run([*nix, "--expr", sources], project, {})
    drvs = _evaluate(f"map (found: found.drvPath) ({everything})")
    if warm.returncode != 0:
        sys.exit(f"checks: nix build failed:\n{warm.stderr[-3000:]}")
    wall, done = _run([*nix, "--expr", everything], project, {})
    if done.returncode != 0:
        failed = re.findall(r"Cannot build '/nix/store/\w+-(.*)\.drv'", done.stderr)
        sys.stderr.write(f"checks: red: {', '.join(dict.fromkeys(failed))}\n")
    compiled = _third_party(drvs)
    # What was built for this run is of no use to another one.
    paths = [path for _attrs, made in derivations_of(drvs) for path in made if Path(path).exists()]
    subprocess.run(["nix-store", "--delete", "--ignore-liveness", *paths], capture_output=True, check=False)
    return Step(name="all", wall=wall, compiled=compiled, checked=0, ok=done.returncode == 0)


def _third_party(drvs: Sequence[str]) -> int:
    return sum(is_third_party(attrs) for attrs, _made in derivations_of(drvs))


def _evaluate(expression: str) -> list[str]:
    done = subprocess.run(
        ["nix", "eval", "--impure", "--json", "--expr", expression], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"checks: nix eval failed:\n{done.stderr[-3000:]}")
    found: list[str] = json.loads(done.stdout)
    return found


def _table(name: str, cargos: Sequence[Step], ours: Step) -> str:
    total = Step(
        name="all",
        wall=sum(step.wall for step in cargos),
        compiled=sum(step.compiled for step in cargos),
        checked=sum(step.checked for step in cargos),
        ok=all(step.ok for step in cargos),
    )
    lines = [f"{name:<22}{'wall':>9}{'compiled':>10}{'checked':>9}{'together':>10}"]
    for side, step in [*(("cargo", step) for step in cargos), ("cargo", total), ("cargo-nix", ours)]:
        label = f"  {side} {step.name}" + ("" if step.ok else " (red)")
        together = step.compiled + step.checked
        wall = f"{step.wall:.1f} s" if step.wall else "-"
        lines.append(f"{label:<22}{wall:>9}{step.compiled:>10}{step.checked:>9}{together:>10}")
    return "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    """Measure the projects of ``argv``; return 1 where ours compiles as many third-party units as cargo, or more."""
    parser = argparse.ArgumentParser(prog="./bench/checks", description="Whole workspaces, with cargo and as checks.")
    parser.add_argument("projects", nargs="+", metavar="DIR|NAME@VERSION")
    parser.add_argument("--count", action="store_true", help="compile nothing, count the units")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="a variable for both sides")
    parser.add_argument("--profile", default="dev", help="the profile (dev)")
    options = parser.parse_args(argv)
    worse = False
    for asked in options.projects:
        with tempfile.TemporaryDirectory(prefix="checks-") as name:
            scratch = Path(name).resolve()
            project = copy_project(asked, scratch, options.env)
            if options.count:
                ours, cargos = _our_count(project, options.profile), _cargo_counts(project, options.profile)
            else:
                ours = _our_step(project, scratch, options.profile)
                cargos = _cargo_steps(project, scratch / "target", options.profile)
        print(_table(project_name(asked), cargos, ours), flush=True)
        worse |= 0 < sum(step.compiled + step.checked for step in cargos) <= ours.compiled
    return int(worse)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
