"""Which units' derivations change: two evaluations of ``buildCargoWorkspace`` compared by .drv path."""

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
    """One evaluation: .drv paths by unit (name and, where two have one name, identity), names without it, keys."""

    drvs: Mapping[str, str]
    bases: Mapping[str, str]
    names: Mapping[UnitKey, str]


def nix_arguments(selection: Selection) -> str:
    """Return ``selection`` as arguments of ``buildCargoWorkspace``, in Nix's syntax."""
    given = selection.as_arguments()
    targets = given.pop("targets")
    if targets:
        raise ValueError(f"buildCargoWorkspace has no argument for {targets}")
    return f"inherit (builtins.fromJSON {json.dumps(json.dumps(given))}) {' '.join(given)};".replace("${", "\\${")


def evaluate_units(root: Path, selection: Selection, more: str = "") -> Evaluated:
    """Evaluate the units of ``selection`` in ``root``; ``more`` is Nix text of further arguments.

    Nothing is built but the plan and the file scans. Doctests are no units here: they compile when they run, and
    cargo runs them each time.
    """
    built = workspace(root, nix_arguments(selection) + more)
    found = evaluate(
        f"let ws = {built}; in {{ plan = builtins.unsafeDiscardStringContext (builtins.readFile ws.plan);"
        " drvs = builtins.mapAttrs (_name: unit: { path = unit.drvPath; base = unit.name; }) ws.units; }"
    )
    assert isinstance(found, dict)
    plan: dict[str, Any] = json.loads(found["plan"])
    doctests = {unit["name"] for unit in plan["units"] if unit["mode"] == "doctest"}
    drvs = {name: drv for name, drv in found["drvs"].items() if drv["base"] not in doctests}
    return Evaluated(
        drvs={name: drv["path"] for name, drv in drvs.items()},
        bases={name: drv["base"] for name, drv in drvs.items()},
        names=names_of(plan),
    )


def changed_units(before: Evaluated, after: Evaluated) -> Counter[str]:
    """Return the names of the units of ``after`` that ``before`` has not, or has with another derivation."""
    return Counter(after.bases[name] for name, drv in after.drvs.items() if before.drvs.get(name) != drv)


def built_units(expression: str) -> list[str]:
    """Build ``expression``, a set of units, and return the names of those that Nix built now; plan and scans are none."""
    argv = ["nix", "build", "--impure", "--no-link", "--verbose", "--expr", f"builtins.attrValues {expression}"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(done.stderr)
    started = re.findall(r"^building '/nix/store/\w+-(.+)\.drv'", done.stderr, re.MULTILINE)
    units = evaluate(f"map (unit: unit.name) (builtins.attrValues {expression})")
    assert isinstance(units, list)
    return sorted(set(started).intersection(units))
