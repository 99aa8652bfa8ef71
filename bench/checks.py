"""Compare build, test, clippy and doc of whole workspaces, with cargo and as checks on the same machine.

    ./bench/checks [--count] [--env NAME=VALUE]… [--profile NAME] DIR|NAME@VERSION …

Cargo runs four commands in sequence, with an empty target directory. cargo-nix runs one `nix build` of all units and
all checks except rustfmt's, without compiled units. Crates are downloaded before; for cargo they are unpacked, for
cargo-nix the plans exist. The table counts compiled and checked units of third-party crates. `--count` compiles nothing
and takes the counts from cargo's unit graphs and from derivations. Both sides get the variables as `[env]` of
.cargo/config.toml.
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

# The targets of `cargo clippy --all-targets` except benches, because many benches need a nightly toolchain.
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
    """A command: name, wall seconds, third-party units compiled and checked, and success."""

    name: str
    wall: float
    compiled: int
    checked: int
    ok: bool


def _run(argv: Sequence[str], cwd: Path, env: Mapping[str, str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    start = time.monotonic()
    process = subprocess.run(argv, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False)
    return time.monotonic() - start, process


def _cargo_steps(project: Path, target: Path, profile: str) -> list[Step]:
    """Run cargo's four commands, and count units by the artifacts in cargo's messages."""
    env = {"CARGO_TARGET_DIR": str(target), "CARGO_HOME": str(CARGO_HOME), "CARGO_INCREMENTAL": "0"}
    steps = []
    for name, words in _commands(profile).items():
        keep_going = ["--no-fail-fast"] if name == "test" else []
        wall, process = _run(["cargo", *words, *keep_going, "--message-format=json"], project, env)
        compiled = checked = 0
        for line in process.stdout.splitlines():
            # The output of tests is in the same stream.
            if not line.startswith('{"reason":"compiler-artifact"'):
                continue
            entry: dict[str, Any] = json.loads(line)
            if entry["fresh"] or entry["package_id"].startswith("path+"):
                continue
            only_metadata = all(file.endswith(".rmeta") for file in entry["filenames"])
            checked, compiled = checked + only_metadata, compiled + (not only_metadata)
        if process.returncode != 0 and compiled + checked == 0 and name == "build":
            sys.exit(f"checks: cargo {name} failed:\n{process.stderr[-3000:]}")
        steps.append(Step(name=name, wall=wall, compiled=compiled, checked=checked, ok=process.returncode == 0))
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
    # Clippy has the units of `cargo check`.
    commands = {
        name: ["check" if words[0] == "clippy" else words[0], *words[1:]] for name, words in _commands(profile).items()
    }
    counts = count_units(project, commands, CARGO_HOME)
    return [
        Step(name=name, wall=0, compiled=built, checked=checked, ok=True) for name, (built, checked) in counts.items()
    ]


def _our_count(project: Path, profile: str) -> Step:
    all_outputs = _ALL.format(workspace=_WORKSPACE.format(checkout=CHECKOUT, src=project, profile=profile))
    drvs = _evaluate(f"map (drv: drv.drvPath) ({all_outputs})")
    return Step(name="all", wall=0, compiled=_third_party(drvs), checked=0, ok=True)


def _our_step(project: Path, scratch: Path, profile: str) -> Step:
    """Build packages and checks with a new builder, so no unit is in the store; count units by derivation."""
    checkout = scratch / "checkout"
    shutil.copytree(CHECKOUT, checkout, ignore=shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis"))
    with (checkout / "pylib/cargo_nix/builder/__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"# {scratch.name}\n")
    workspace = _WORKSPACE.format(checkout=checkout, src=project, profile=profile)
    all_outputs = _ALL.format(workspace=workspace)
    nix = ["nix", "build", "--impure", "--no-link", "--keep-going", "--option", "eval-cache", "false"]
    # First download crates, make plans and scan members.
    sources = f"map (crate: crate.archive or crate.src) (builtins.attrValues {workspace}.crates)"
    _wall, preparation = _run([*nix, "--expr", sources], project, {})
    drvs = _evaluate(f"map (drv: drv.drvPath) ({all_outputs})")
    if preparation.returncode != 0:
        sys.exit(f"checks: nix build failed:\n{preparation.stderr[-3000:]}")
    wall, process = _run([*nix, "--expr", all_outputs], project, {})
    if process.returncode != 0:
        failed = re.findall(r"Cannot build '/nix/store/\w+-(.*)\.drv'", process.stderr)
        sys.stderr.write(f"checks: failed: {', '.join(dict.fromkeys(failed))}\n")
    compiled = _third_party(drvs)
    # No other run can use these outputs.
    paths = [path for _attrs, outputs in derivations_of(drvs) for path in outputs if Path(path).exists()]
    subprocess.run(["nix-store", "--delete", "--ignore-liveness", *paths], capture_output=True, check=False)
    return Step(name="all", wall=wall, compiled=compiled, checked=0, ok=process.returncode == 0)


def _third_party(drvs: Sequence[str]) -> int:
    return sum(is_third_party(attrs) for attrs, _made in derivations_of(drvs))


def _evaluate(expression: str) -> list[str]:
    process = subprocess.run(
        ["nix", "eval", "--impure", "--json", "--expr", expression], capture_output=True, text=True, check=False
    )
    if process.returncode != 0:
        sys.exit(f"checks: nix eval failed:\n{process.stderr[-3000:]}")
    drv_paths: list[str] = json.loads(process.stdout)
    return drv_paths


def _table(name: str, cargo_steps: Sequence[Step], our_step: Step) -> str:
    total = Step(
        name="all",
        wall=sum(step.wall for step in cargo_steps),
        compiled=sum(step.compiled for step in cargo_steps),
        checked=sum(step.checked for step in cargo_steps),
        ok=all(step.ok for step in cargo_steps),
    )
    lines = [f"{name:<22}{'wall':>9}{'compiled':>10}{'checked':>9}{'together':>10}"]
    for side, step in [*(("cargo", step) for step in cargo_steps), ("cargo", total), ("cargo-nix", our_step)]:
        label = f"  {side} {step.name}" + ("" if step.ok else " (failed)")
        total_units = step.compiled + step.checked
        wall = f"{step.wall:.1f} s" if step.wall else "-"
        lines.append(f"{label:<22}{wall:>9}{step.compiled:>10}{step.checked:>9}{total_units:>10}")
    return "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    """Measure the projects of ``argv``; return 1 unless cargo-nix compiles fewer third-party units than cargo."""
    parser = argparse.ArgumentParser(prog="./bench/checks", description="Whole workspaces, with cargo and as checks.")
    parser.add_argument("projects", nargs="+", metavar="DIR|NAME@VERSION")
    parser.add_argument("--count", action="store_true", help="compile nothing, count the units")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="a variable for both sides")
    parser.add_argument("--profile", default="dev", help="the profile (dev)")
    options = parser.parse_args(argv)
    worse = False
    for project_spec in options.projects:
        with tempfile.TemporaryDirectory(prefix="checks-") as name:
            scratch = Path(name).resolve()
            project = copy_project(project_spec, scratch, options.env)
            if options.count:
                our_step, cargo_steps = _our_count(project, options.profile), _cargo_counts(project, options.profile)
            else:
                our_step = _our_step(project, scratch, options.profile)
                cargo_steps = _cargo_steps(project, scratch / "target", options.profile)
        print(_table(project_name(project_spec), cargo_steps, our_step), flush=True)
        worse |= 0 < sum(step.compiled + step.checked for step in cargo_steps) <= our_step.compiled
    return int(worse)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
