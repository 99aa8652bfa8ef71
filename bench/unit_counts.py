"""Count third-party units: of cargo's commands by unit graph, of cargo-nix by derivation."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["count_units", "derivations_of", "is_third_party"]


def count_units(project: Path, commands: Mapping[str, Sequence[str]], home: Path) -> dict[str, tuple[int, int]]:
    """Return the numbers of compiled and checked units for each of ``commands``, run in sequence.

    A unit of an earlier command does not count again. Only units of third-party crates count.
    """
    earlier_keys: set[str] = set()
    counts = {}
    for name, words in commands.items():
        graph = _graph(project, words, home)
        new_units = {
            key: unit
            for key, unit in zip(_keys(graph["units"]), graph["units"], strict=True)
            if key not in earlier_keys
        }
        earlier_keys |= new_units.keys()
        modes = [unit["mode"] for unit in new_units.values() if not unit["pkg_id"].startswith("path+")]
        counts[name] = (modes.count("build"), modes.count("check"))
    return counts


def derivations_of(drvs: Sequence[str]) -> list[tuple[dict[str, Any], list[str]]]:
    """Return the attributes and output paths of each unit and check in the closure of ``drvs``."""
    process = subprocess.run(
        ["nix", "derivation", "show", "--recursive", *drvs], capture_output=True, text=True, check=True
    )
    shown: dict[str, Any] = json.loads(process.stdout)
    derivations = []
    for drv in shown.get("derivations", shown).values():
        attrs = drv.get("structuredAttrs") or json.loads(drv["env"].get("__json", "{}"))
        if "unit" in attrs or "job" in attrs:
            paths = [output.get("path", "") for output in drv["outputs"].values()]
            derivations.append((attrs, [path if path.startswith("/") else f"/nix/store/{path}" for path in paths]))
    return derivations


def is_third_party(attrs: Mapping[str, Any]) -> bool:
    """Return whether the derivation with ``attrs`` compiles a third-party crate."""
    return "job" not in attrs and attrs["unit"]["mode"] == "build" and not attrs["member"]


def _graph(project: Path, words: Sequence[str], home: Path) -> dict[str, Any]:
    env = {**os.environ, "RUSTC_BOOTSTRAP": "1", "CARGO_HOME": str(home)}
    argv = ["cargo", *words, "--unit-graph", "-Z", "unstable-options"]
    process = subprocess.run(argv, cwd=project, env=env, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        sys.exit(f"checks: {' '.join(argv)} failed:\n{process.stderr[-3000:]}")
    graph: dict[str, Any] = json.loads(process.stdout)
    return graph


def _keys(units: Sequence[Any]) -> list[str]:
    """Return an identity for each unit; units are equal if they and all their dependencies are equal."""
    keys: list[str] = [""] * len(units)

    def key(index: int) -> str:
        if not keys[index]:
            unit = dict(units[index])
            # The name of the profile is not a setting.
            unit["profile"] = {name: value for name, value in unit["profile"].items() if name != "name"}
            edges = unit.pop("dependencies")
            unit["dependencies"] = sorted((edge["extern_crate_name"], key(edge["index"])) for edge in edges)
            keys[index] = str(hash(json.dumps(unit, sort_keys=True)))
        return keys[index]

    return [key(index) for index in range(len(units))]
