"""Compare plans with cargo's unit graph, and print a table of units, time and peak memory.

    ./bench/plans NAME@VERSION|DIR[:COMMAND] …

The time is the time of the planner, with the manifests of crates in the store, and without Nix. The memory is the peak
of the planner or of its cargo, whichever is larger.
"""

import collections
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "pylib"), str(CHECKOUT / "dev")]

from published import fetch_with_dependencies  # noqa: E402  -- found by the line above

Unit = tuple[str, ...]
_LIBRARIES = frozenset({"lib", "rlib", "dylib", "cdylib", "staticlib"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of the table; ``equal`` is true if the plan has cargo's units."""

    name: str
    command: str
    packages: int
    units: int
    cargo_units: int
    equal: bool
    seconds: float
    mebibytes: int


def _features(unit: dict[str, Any]) -> list[str]:
    """Return the features of a unit in the plan; compilations have features as flags of rustc."""
    if unit["run"] is not None:
        return list(unit["run"]["features"])
    values = (value for flag, value in zip(unit["args"], unit["args"][1:], strict=False) if flag == "--cfg")
    return [value.removeprefix('feature="').removesuffix('"') for value in values if value.startswith("feature=")]


def _key(package: tuple[str, str], target: tuple[str, str], unit: dict[str, Any], features: list[str]) -> Unit:
    return (*package, *target, unit["mode"], str(unit["platform"]), ",".join(features))


def _cargo_graph(root: Path, command: str) -> collections.Counter[Unit]:
    words = [command, "--release", "--locked", "--unit-graph", "-Z", "unstable-options"]
    if _is_workspace(root):
        words.insert(1, "--workspace")
    process = subprocess.run(
        ["cargo", *words],
        cwd=root,
        env={**os.environ, "RUSTC_BOOTSTRAP": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    units = json.loads(process.stdout)["units"]
    counts: collections.Counter[Unit] = collections.Counter()
    for unit in units:
        kinds = unit["target"]["kind"]
        kind = "lib" if _LIBRARIES.intersection(kinds) else kinds[0]
        counts[_key(_name_of(unit["pkg_id"]), (kind, unit["target"]["name"]), unit, unit["features"])] += 1
    return counts


def _name_of(pkg_id: str) -> tuple[str, str]:
    url, _mark, fragment = pkg_id.partition("#")
    name, has_name, version = fragment.rpartition("@")
    return (name, version) if has_name else (url.partition("?")[0].rpartition("/")[2], fragment)


def _is_workspace(root: Path) -> bool:
    return "[workspace]" in (root / "Cargo.toml").read_text(encoding="utf-8")


def plan_request(root: Path, command: str, *, has_inputs: bool = False) -> Path:
    """Return the attributes of the plan's derivation, after a build of the plan for its inputs.

    With ``has_inputs``, the store has the inputs already.
    """
    workspace = "true" if _is_workspace(root) else "false"
    expression = (
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = import {CHECKOUT}/tests/debian {{ }};"
        f' src = {root}; command = "{command}"; workspace = {workspace}; }}).plan'
    )
    drv = _nix("eval", "--impure", "--raw", "--expr", f"({expression}).drvPath").strip()
    output = json.loads(_nix("derivation", "show", drv))
    (derivation,) = (output.get("derivations") or output).values()
    # Only the plan of the selection; Nix asks for single packages only if there are several.
    attrs = {**derivation["structuredAttrs"], "members": False}
    if not has_inputs:
        subprocess.run(["nix", "build", "--no-link", f"{drv}^*"], check=True)
    handle, path = tempfile.mkstemp(suffix=".json")
    with os.fdopen(handle, "w") as file:
        json.dump(attrs, file)
    return Path(path)


def _nix(*words: str) -> str:
    return subprocess.run(["nix", *words], capture_output=True, text=True, check=True).stdout


def _plan(root: Path, command: str) -> tuple[dict[str, Any], float, int]:
    request = plan_request(root, command)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "plan.json"
        start = time.monotonic()
        used = run_planner(request, out)
        seconds = time.monotonic() - start
        return json.loads(out.read_text(encoding="utf-8")), seconds, used.ru_maxrss // 1024


def run_planner(request: Path, out: Path) -> resource.struct_rusage:
    """Run the planner on the attributes in ``request``; return the resources of all processes."""
    program = (
        f"import sys; sys.path.insert(0, {str(CHECKOUT / 'pylib')!r});"
        " from cargo_nix.plan_request import main; sys.exit(main(sys.argv[1:]))"
    )
    argv = [sys.executable, "-I", "-c", program, str(request), str(out)]
    _pid, status, used = os.wait4(os.posix_spawn(argv[0], argv, os.environ), 0)
    if status != 0:
        sys.exit(f"no plan of {request}")
    return used


def _row(project_spec: str) -> Row:
    project, _colon, command = project_spec.partition(":")
    command = command or "build"
    root = Path(project).resolve() if Path(project).is_dir() else fetch_with_dependencies(project)
    plan, seconds, peak = _plan(root, command)
    packages = [(package["name"], package["version"]) for package in plan["packages"]]
    plan_units = collections.Counter(
        _key(packages[unit["package"]], (unit["kind"], unit["target"]), unit, _features(unit)) for unit in plan["units"]
    )
    cargo_units = _cargo_graph(root, command)
    return Row(
        name=root.name, command=command, packages=len(packages), units=sum(plan_units.values()),
        cargo_units=sum(cargo_units.values()), equal=plan_units == cargo_units, seconds=seconds, mebibytes=peak,
    )  # fmt: skip


def main(argv: list[str]) -> int:
    """Print the table for the projects of ``argv``; return 1 if a plan differs from cargo's graph."""
    rows = []
    print("| project | selection | packages | units | Cargo's units | equal | plan | peak |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for project_spec in argv:
        if len(argv) > 1:
            process = subprocess.run(
                [sys.executable, __file__, project_spec], stdout=subprocess.PIPE, text=True, check=False
            )
            print(process.stdout.splitlines()[-1] if process.stdout else f"| {project_spec} | failed |", flush=True)
            rows.append(process.returncode == 0)
            continue
        row = _row(project_spec)
        print(
            f"| {row.name} | {row.command} | {row.packages} | {row.units} | {row.cargo_units} |"
            f" {'yes' if row.equal else 'NO'} | {row.seconds:.2f} s | {row.mebibytes} MiB |"
        )
        rows.append(row.equal)
    return 0 if all(rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
