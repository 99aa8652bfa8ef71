"""Third-party units: those of cargo's commands by cargo's own unit graphs, and ours by the derivations."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["count_units", "derivations_of", "is_third_party"]


def count_units(project: Path, commands: Mapping[str, Sequence[str]], home: Path) -> dict[str, tuple[int, int]]:
    """Return, for each of ``commands`` run one after the other, the units it compiles and those it checks.

    A unit that an earlier command made is not made again. Only units of crates that are not the workspace's count.
    """
    seen: set[str] = set()
    found = {}
    for name, words in commands.items():
        graph = _graph(project, words, home)
        made = {key: unit for key, unit in zip(_keys(graph["units"]), graph["units"], strict=True) if key not in seen}
        seen |= made.keys()
        modes = [unit["mode"] for unit in made.values() if not unit["pkg_id"].startswith("path+")]
        found[name] = (modes.count("build"), modes.count("check"))
    return found


def derivations_of(drvs: Sequence[str]) -> list[tuple[dict[str, Any], list[str]]]:
    """Return, for each unit and check below ``drvs``, its derivation's attributes and the paths that it makes."""
    shown = subprocess.run(
        ["nix", "derivation", "show", "--recursive", *drvs], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(shown.stdout)
    ours = []
    for drv in found.get("derivations", found).values():
        attrs = drv.get("structuredAttrs") or json.loads(drv["env"].get("__json", "{}"))
        if "unit" in attrs or "job" in attrs:
            paths = [output.get("path", "") for output in drv["outputs"].values()]
            ours.append((attrs, [path if path.startswith("/") else f"/nix/store/{path}" for path in paths]))
    return ours


def is_third_party(attrs: Mapping[str, Any]) -> bool:
    """Return whether ``attrs`` are of a derivation in which rustc compiles a crate that is not the workspace's."""
    return "job" not in attrs and attrs["unit"]["mode"] == "build" and not attrs["member"]


def _graph(project: Path, words: Sequence[str], home: Path) -> dict[str, Any]:
    env = {**os.environ, "RUSTC_BOOTSTRAP": "1", "CARGO_HOME": str(home)}
    argv = ["cargo", *words, "--unit-graph", "-Z", "unstable-options"]
    done = subprocess.run(argv, cwd=project, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"checks: {' '.join(argv)} failed:\n{done.stderr[-3000:]}")
    graph: dict[str, Any] = json.loads(done.stdout)
    return graph


def _keys(units: Sequence[Any]) -> list[str]:
    """Return for each unit what it is: two are one where they and all that they are made of are equal."""
    keys: list[str] = [""] * len(units)

    def key(index: int) -> str:
        if not keys[index]:
            unit = dict(units[index])
            # The profile's name is no setting.
            unit["profile"] = {name: value for name, value in unit["profile"].items() if name != "name"}
            edges = unit.pop("dependencies")
            unit["dependencies"] = sorted((edge["extern_crate_name"], key(edge["index"])) for edge in edges)
            keys[index] = str(hash(json.dumps(unit, sort_keys=True)))
        return keys[index]

    return [key(index) for index in range(len(units))]
