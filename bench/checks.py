"""Build, test, clippy and doc of a whole workspace, with cargo and as checks, side by side on this machine.

    ./bench/checks [--env NAME=VALUE]… [--profile NAME] DIR|NAME@VERSION …

Cargo runs its four commands one after the other into an empty target directory; ours is one `nix build` of packages
and all checks but rustfmt's, with nothing compiled before. Both have the crates fetched and unpacked, ours has its
plans made. Counted are the units of crates that are not the workspace's own: what each side compiles, or checks.
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

# Targets of `cargo clippy --all-targets` but benches: many need a nightly toolchain.
_TARGETS = ("--lib", "--bins", "--tests", "--examples")
_WORKSPACE = """
((import {checkout}/nixlib {{ }}).buildCargoWorkspace {{
  pkgs = import {checkout}/tests/debian {{ }};
  src = {src};
  workspace = true;
  profile = "{profile}";
  checkBenches = false;
  clippyArgs = [ ];
  docArgs = [ ];
}})"""
_ALL = """
let
  workspace = {workspace};
  isFormat = name: builtins.match ".*-fmt" name != null;
  checks = builtins.filter (name: !(isFormat name)) (builtins.attrNames workspace.checks);
in
builtins.attrValues workspace.packages ++ map (name: workspace.checks.${{name}}) checks"""


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
    flags = ["--workspace", "--offline", "--locked", "--message-format=json", "--profile", profile]
    commands = {
        "build": ["build", *flags],
        "test": ["test", *flags, "--no-fail-fast"],
        "clippy": ["clippy", *flags, *_TARGETS],
        "doc": ["doc", *flags, "--no-deps"],
    }
    steps = []
    for name, words in commands.items():
        wall, done = _run(["cargo", *words], project, env)
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


def _our_step(project: Path, scratch: Path, profile: str) -> Step:
    """Build packages and checks with a builder that no unit was built by; units are counted by their derivations."""
    checkout = scratch / "checkout"
    shutil.copytree(CHECKOUT, checkout, ignore=shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis"))
    with (checkout / "pylib/cargo_nix/builder/__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"# {scratch.name}\n")
    workspace = _WORKSPACE.format(checkout=checkout, src=project, profile=profile)
    everything = _ALL.format(workspace=workspace)
    nix = ["nix", "build", "--impure", "--no-link", "--keep-going", "--option", "eval-cache", "false"]
    # Crates unpacked, plans made, members scanned.
    sources = f"map (crate: crate.src) (builtins.attrValues {workspace}.crates)"
    _wall, warm = _run([*nix, "--expr", sources], project, {})
    drvs = _evaluate(f"map (found: found.drvPath) ({everything})")
    if warm.returncode != 0:
        sys.exit(f"checks: nix build failed:\n{warm.stderr[-3000:]}")
    wall, done = _run([*nix, "--expr", everything], project, {})
    if done.returncode != 0:
        failed = re.findall(r"Cannot build '/nix/store/\w+-(.*)\.drv'", done.stderr)
        sys.stderr.write(f"checks: red: {', '.join(dict.fromkeys(failed))}\n")
    units = _third_party(drvs)
    # What was built for this run is of no use to another one.
    outputs = [path for path in _outputs(units) if Path(path).exists()]
    subprocess.run(["nix-store", "--delete", "--ignore-liveness", *outputs], capture_output=True, check=False)
    return Step(name="all", wall=wall, compiled=len(units), checked=0, ok=done.returncode == 0)


def _evaluate(expression: str) -> list[str]:
    done = subprocess.run(
        ["nix", "eval", "--impure", "--json", "--expr", expression], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"checks: nix eval failed:\n{done.stderr[-3000:]}")
    found: list[str] = json.loads(done.stdout)
    return found


def _third_party(drvs: Sequence[str]) -> dict[str, Any]:
    """Return the derivations below ``drvs`` in which rustc compiles a crate that is not the workspace's."""
    shown = subprocess.run(
        ["nix", "derivation", "show", "--recursive", *drvs], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(shown.stdout)
    units = {}
    for path, drv in found.get("derivations", found).items():
        attrs = drv.get("structuredAttrs") or json.loads(drv["env"].get("__json", "{}"))
        unit = attrs.get("unit")
        if "job" not in attrs and unit and unit["mode"] == "build" and not attrs["member"]:
            units[path] = drv
    return units


def _outputs(drvs: Mapping[str, Any]) -> list[str]:
    paths = (output.get("path", "") for drv in drvs.values() for output in drv["outputs"].values())
    return [path if path.startswith("/") else f"/nix/store/{path}" for path in paths]


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
        lines.append(f"{label:<22}{step.wall:>8.1f}s{step.compiled:>10}{step.checked:>9}{together:>10}")
    return "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    """Measure the projects of ``argv``; return 1 where ours compiles as many third-party units as cargo, or more."""
    parser = argparse.ArgumentParser(prog="./bench/checks", description="Whole workspaces, with cargo and as checks.")
    parser.add_argument("projects", nargs="+", metavar="DIR|NAME@VERSION")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="a variable for both sides")
    parser.add_argument("--profile", default="dev", help="the profile (dev)")
    options = parser.parse_args(argv)
    worse = False
    for asked in options.projects:
        with tempfile.TemporaryDirectory(prefix="checks-") as name:
            scratch = Path(name).resolve()
            project = copy_project(asked, scratch, options.env)
            ours = _our_step(project, scratch, options.profile)
            cargos = _cargo_steps(project, scratch / "target", options.profile)
        print(_table(project_name(asked), cargos, ours), flush=True)
        worse |= ours.compiled >= sum(step.compiled + step.checked for step in cargos)
    return int(worse)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
