"""Merge the plans of several commands: each package and each unit once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cargo_nix.plan.committed_schema import CommittedCommand
from cargo_nix.plan.renumber import renumber_unit
from cargo_nix.plan.schema import Plan, PlanPackage, PlanUnit

__all__ = ["Merged", "merge_plans"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """The packages and units of several plans, and the indices of each command by name."""

    packages: list[PlanPackage] = field(default_factory=list)
    units: list[PlanUnit] = field(default_factory=list)
    commands: dict[str, CommittedCommand] = field(default_factory=dict)


def merge_plans(plans: Mapping[str, Plan]) -> Merged:
    """Return the union of ``plans``, which has the plan of each command by name.

    Units with the same identity are one unit, in the form of the first plan that has the unit. Of the plan ``doc``
    only the documented units stay, without dependencies: rustdoc uses the libraries of the build.
    """
    merged = Merged()
    union = _Union(merged)
    for name, plan in plans.items():
        merged.commands[name] = union.add(plan, only_documents=name == "doc")
    return merged


class _Union:
    def __init__(self, merged: Merged) -> None:
        self._merged = merged
        self._package_at: dict[str, int] = {}
        self._unit_at: dict[str, int] = {}

    def add(self, plan: Plan, *, only_documents: bool) -> CommittedCommand:
        """Add the units of ``plan``, and return their indices."""
        alone = [] if plan.members is None else plan.members.units
        moved: dict[int, int] = {}
        for index, unit in enumerate([*plan.units, *alone]):
            if not only_documents:
                moved[index] = self._index_of(plan, unit, moved)
            elif unit.mode == "doc":
                moved[index] = self._index_of(plan, _without_dependencies(unit), moved)
        roots = {} if plan.members is None else plan.members.roots
        return CommittedCommand(
            units=[moved[index] for index in range(len(plan.units)) if index in moved],
            roots=[moved[index] for index in plan.roots if index in moved],
            members={name: [moved[index] for index in indices] for name, indices in roots.items()},
        )

    def _index_of(self, plan: Plan, unit: PlanUnit, moved: Mapping[int, int]) -> int:
        if unit.identity not in self._unit_at:
            self._unit_at[unit.identity] = len(self._merged.units)
            self._merged.units.append(renumber_unit(unit, self._package(plan.packages[unit.package]), moved))
        return self._unit_at[unit.identity]

    def _package(self, package: PlanPackage) -> int:
        if package.id not in self._package_at:
            self._package_at[package.id] = len(self._merged.packages)
            # Only the file sets need the access of a target, and the committed plan has these sets.
            targets = [target.model_copy(update={"expands": {}, "links": {}}) for target in package.targets]
            env = {name: value for name, value in package.env.items() if value}
            self._merged.packages.append(package.model_copy(update={"env": env, "targets": targets}))
        return self._package_at[package.id]


def _without_dependencies(unit: PlanUnit) -> PlanUnit:
    empty: dict[str, object] = {name: [] for name in ("externs", "closure", "host_closure", "to_link", "plugins")}
    return unit.model_copy(update={**empty, "script": None, "bins": {}, "artifacts": {}})
