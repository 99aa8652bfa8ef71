"""Names of units in cargo's messages and in the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["UnitKey", "names_of", "planned_key"]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitKey:
    """The identity of a unit. ``role``: ``test`` for a test harness, ``run`` for a build script's run, else ``plain``."""

    package: str
    version: str
    kind: str
    target: str
    role: str

    def __str__(self) -> str:
        """Return the key as text, for a unit without a name in the plan."""
        return f"{self.package}-{self.version}-{self.kind}-{self.target}-{self.role}"


def planned_key(unit: Mapping[str, Any], package: Mapping[str, Any]) -> UnitKey:
    """Return the key of a unit in the plan, from its row and its package."""
    role = "run" if unit["run"] is not None else "test" if "--test" in unit["args"] else "plain"
    return UnitKey(
        package=package["name"], version=package["version"], kind=unit["kind"], target=unit["target"], role=role
    )


def names_of(plan: Mapping[str, Any]) -> dict[UnitKey, str]:
    """Return the names of the plan's units except doctests; units that differ in features or platform share a key."""
    units = (unit for unit in plan["units"] if unit["mode"] != "doctest")
    return {planned_key(unit, plan["packages"][unit["package"]]): unit["name"] for unit in units}
