"""Units with a changed derivation: compare two evaluations of ``buildCargoWorkspace`` by .drv path."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cargo_nix.cargo import Selection
from rebuild.units import UnitKey, names_of
from support.nix import Failed, evaluate, workspace

__all__ = ["Evaluated", "built_units", "changed_units", "evaluate_units", "nix_arguments"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluated:
    """One evaluation: the .drv path and the unit name of each attribute of ``units``, and the name of each key."""

    drvs: Mapping[str, str]
    bases: Mapping[str, str]
    names: Mapping[UnitKey, str]


def nix_arguments(selection: Selection) -> str:
    """Return ``selection`` as arguments of ``buildCargoWorkspace``, in Nix syntax."""
    arguments = selection.as_arguments()
    targets = arguments.pop("cargoTargets")
    if targets:
        raise ValueError(f"buildCargoWorkspace has no argument for {targets}")
    return f"inherit (builtins.fromJSON {json.dumps(json.dumps(arguments))}) {' '.join(arguments)};".replace(
        "${", "\\${"
    )


def evaluate_units(root: Path, selection: Selection, extra: str = "") -> Evaluated:
    """Evaluate the units of ``selection`` in ``root``; ``extra`` is Nix text with further arguments.

    Nix builds only the plan and the scans. The result has no doctests, because doctests compile at run time and cargo
    runs them every time.
    """
    project_outputs = workspace(root, nix_arguments(selection) + extra)
    outputs = evaluate(
        f"let ws = {project_outputs}; in {{ plan = builtins.unsafeDiscardStringContext (builtins.readFile ws.plan);"
        " drvs = builtins.mapAttrs (_name: unit: { path = unit.drvPath; base = unit.name; }) ws.units; }"
    )
    assert isinstance(outputs, dict)
    plan: dict[str, Any] = json.loads(outputs["plan"])
    doctests = {unit["name"] for unit in plan["units"] if unit["mode"] == "doctest"}
    drvs = {name: drv for name, drv in outputs["drvs"].items() if drv["base"] not in doctests}
    return Evaluated(
        drvs={name: drv["path"] for name, drv in drvs.items()},
        bases={name: drv["base"] for name, drv in drvs.items()},
        names=names_of(plan),
    )


def changed_units(before: Evaluated, after: Evaluated) -> Counter[str]:
    """Return the names of the units in ``after`` that are new or have another derivation than in ``before``."""
    return Counter(after.bases[name] for name, drv in after.drvs.items() if before.drvs.get(name) != drv)


def built_units(expression: str) -> list[str]:
    """Build ``expression``, a set of units, and return the names of the units that Nix had to build."""
    argv = ["nix", "build", "--impure", "--no-link", "--verbose", "--expr", f"builtins.attrValues {expression}"]
    process = subprocess.run(argv, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        raise Failed(process.stderr)
    started = re.findall(r"^building '/nix/store/\w+-(.+)\.drv'", process.stderr, re.MULTILINE)
    units = evaluate(f"map (unit: unit.name) (builtins.attrValues {expression})")
    assert isinstance(units, list)
    return sorted(set(started).intersection(units))
