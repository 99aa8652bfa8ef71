"""Plans against cargo's own graph, unit for unit: a table of units, time and peak memory.

    ./bench/plans NAME@VERSION|DIR[:COMMAND] …

The time is that of the program which the plan's derivation runs, with the crates' manifests in the store, without
Nix's own overhead; the memory is the larger of its own peak and that of the cargo that it starts.
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

from published import unpacked  # noqa: E402  -- found by the line above

Unit = tuple[str, ...]
_LIBRARIES = frozenset({"lib", "rlib", "dylib", "cdylib", "staticlib"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the table; ``equal`` is whether the plan's units are cargo's."""

    name: str
    command: str
    packages: int
    units: int
    cargo_units: int
    equal: bool
    seconds: float
    mebibytes: int


def _features(unit: dict[str, Any]) -> list[str]:
    """Return the features of a plan's unit: a run has them, a compilation says them to rustc."""
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
    done = subprocess.run(
        ["cargo", *words],
        cwd=root,
        env={**os.environ, "RUSTC_BOOTSTRAP": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    units = json.loads(done.stdout)["units"]
    found: collections.Counter[Unit] = collections.Counter()
    for unit in units:
        kinds = unit["target"]["kind"]
        kind = "lib" if _LIBRARIES.intersection(kinds) else kinds[0]
        found[_key(_name_of(unit["pkg_id"]), (kind, unit["target"]["name"]), unit, unit["features"])] += 1
    return found


def _name_of(pkg_id: str) -> tuple[str, str]:
    url, _mark, fragment = pkg_id.partition("#")
    name, at, version = fragment.rpartition("@")
    return (name, version) if at else (url.partition("?")[0].rpartition("/")[2], fragment)


def _is_workspace(root: Path) -> bool:
    return "[workspace]" in (root / "Cargo.toml").read_text(encoding="utf-8")


def plan_request(root: Path, command: str) -> Path:
    """Return the attributes of the plan's derivation, with all that it reads built."""
    workspace = "true" if _is_workspace(root) else "false"
    expression = (
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = import {CHECKOUT}/tests/debian {{ }};"
        f' src = {root}; command = "{command}"; workspace = {workspace}; }}).plan'
    )
    drv = _nix("eval", "--impure", "--raw", "--expr", f"({expression}).drvPath").strip()
    shown = json.loads(_nix("derivation", "show", drv))
    (derivation,) = (shown.get("derivations") or shown).values()
    # The plan of the selection; what each of its packages is alone, Nix asks only where one of several is wanted.
    attrs = {**derivation["structuredAttrs"], "members": False}
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
        started = time.monotonic()
        used = run_planner(request, out)
        seconds = time.monotonic() - started
        return json.loads(out.read_text(encoding="utf-8")), seconds, used.ru_maxrss // 1024


def run_planner(request: Path, out: Path) -> resource.struct_rusage:
    """Run the program of the plan's derivation on the attributes in ``request``; return what all of it used."""
    program = (
        f"import sys; sys.path.insert(0, {str(CHECKOUT / 'pylib')!r});"
        " from cargo_nix.plan_request import main; sys.exit(main(sys.argv[1:]))"
    )
    argv = [sys.executable, "-I", "-c", program, str(request), str(out)]
    _pid, status, used = os.wait4(os.posix_spawn(argv[0], argv, os.environ), 0)
    if status != 0:
        sys.exit(f"no plan of {request}")
    return used


def _row(asked: str) -> Row:
    where, _colon, command = asked.partition(":")
    command = command or "build"
    root = Path(where).resolve() if Path(where).is_dir() else unpacked(where)
    plan, seconds, peak = _plan(root, command)
    packages = [(package["name"], package["version"]) for package in plan["packages"]]
    ours = collections.Counter(
        _key(packages[unit["package"]], (unit["kind"], unit["target"]), unit, _features(unit)) for unit in plan["units"]
    )
    cargo = _cargo_graph(root, command)
    return Row(
        name=root.name, command=command, packages=len(packages), units=sum(ours.values()),
        cargo_units=sum(cargo.values()), equal=ours == cargo, seconds=seconds, mebibytes=peak,
    )  # fmt: skip


def main(argv: list[str]) -> int:
    """Print the table of ``argv``; 1 where a plan is not cargo's graph."""
    rows = []
    print("| project | selection | packages | units | cargo's units | the same | plan | peak |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for asked in argv:
        if len(argv) > 1:
            done = subprocess.run([sys.executable, __file__, asked], stdout=subprocess.PIPE, text=True, check=False)
            print(done.stdout.splitlines()[-1] if done.stdout else f"| {asked} | failed |", flush=True)
            rows.append(done.returncode == 0)
            continue
        row = _row(asked)
        print(
            f"| {row.name} | {row.command} | {row.packages} | {row.units} | {row.cargo_units} |"
            f" {'yes' if row.equal else 'NO'} | {row.seconds:.2f} s | {row.mebibytes} MiB |"
        )
        rows.append(row.equal)
    return 0 if all(rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
