"""Join the committed plans of several systems: the first plan whole, the others as differences.

The identity of a unit covers package, features, profile and dependencies, but not the host. So most units of another
system are units of the base with few changes: the names of proc-macros, HOST and TARGET of build scripts, flags.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from cargo_nix.plan.committed_schema import (
    CommittedCommand,
    CommittedPlan,
    CommittedSet,
    CommittedSystem,
    UnitChange,
)
from cargo_nix.plan.renumber import renumber_unit
from cargo_nix.plan.schema import PlanPackage, PlanUnit
from cargo_nix.plan.unit_changes import Row, changed_row, row_changes

__all__ = ["join_systems", "plan_of_system"]

_Shared = TypeVar("_Shared", PlanPackage, CommittedSet)


def join_systems(plans: Sequence[CommittedPlan]) -> CommittedPlan:
    """Return one committed plan of ``plans``: the plans of several systems, made from the same inputs.

    The first plan is the base. Without a second plan, the result is the first plan.
    """
    first, *further_plans = plans
    pool = _Pool(first)
    systems = {plan.system: pool.add(plan) for plan in further_plans}
    return first.model_copy(
        update={
            "systems": systems,
            "more_packages": pool.packages[len(first.packages) :],
            "more_sets": pool.sets[len(first.sets) :],
            "more_units": pool.units[len(first.units) :],
        }
    )


def plan_of_system(plan: CommittedPlan, system: str) -> CommittedPlan:
    """Return the plan of ``system`` in ``plan``: the plan that ``join_systems`` took, with packages and sets of all.

    nixlib/plan/planOfSystem.nix has the same rules. Raises ``KeyError`` for a system that the plan lacks.
    """
    if system == plan.system:
        return plan.model_copy(update={"systems": {}, "more_packages": [], "more_sets": [], "more_units": []})
    part = plan.systems[system]
    pool = [*plan.units, *plan.more_units]
    order = [index for start, count in part.units for index in range(start, start + count)]
    position = {index: new_index for new_index, index in enumerate(order)}
    rows = {index: _row(pool[index]) for index in order}
    for change, indices in part.changes:
        for index in indices:
            rows[index] = changed_row(rows[index], change)
    units = [PlanUnit.model_validate(rows[index]) for index in order]
    return plan.model_copy(
        update={
            "system": system,
            "host": part.host,
            "rustc": part.rustc,
            "target": plan.target if part.target is None else part.target,
            "cfg": part.cfg,
            "runners": plan.runners if part.runners is None else part.runners,
            "packages": [*plan.packages, *plan.more_packages],
            "sets": [*plan.sets, *plan.more_sets],
            "units": [renumber_unit(unit, unit.package, position) for unit in units],
            "commands": {
                name: _moved_command(plan.commands[name] if command is None else command, position)
                for name, command in part.commands.items()
            },
            "systems": {},
            "more_packages": [],
            "more_sets": [],
            "more_units": [],
        }
    )


class _Pool:
    """The packages, file sets and units of all systems, first those of the base."""

    def __init__(self, base: CommittedPlan) -> None:
        self._base = base
        self.packages: list[PlanPackage] = list(base.packages)
        self.sets: list[CommittedSet] = list(base.sets)
        self.units: list[PlanUnit] = list(base.units)
        self._package_at = {_key(package): index for index, package in enumerate(self.packages)}
        self._set_at = {_key(file_set): index for index, file_set in enumerate(self.sets)}

    def add(self, plan: CommittedPlan) -> CommittedSystem:
        """Add the rows of ``plan``, and return the differences."""
        base = self._base
        packages = [_index_of(package, self.packages, self._package_at) for package in plan.packages]
        sets = [_index_of(file_set, self.sets, self._set_at) for file_set in plan.sets]
        moved = _matches(self.units, plan.units)
        changes: dict[str, tuple[Row, list[int]]] = {}
        for index, unit in enumerate(plan.units):
            if index not in moved:
                moved[index] = len(self.units)
                self.units.append(renumber_unit(unit, packages[unit.package], moved))
                continue
            row = _row(renumber_unit(unit, packages[unit.package], moved))
            for change in row_changes(_row(self.units[moved[index]]), row):
                changes.setdefault(_text(change), (change, []))[1].append(moved[index])
        commands = {name: _moved_command(command, moved, sets) for name, command in plan.commands.items()}
        unit_changes: list[UnitChange] = list(changes.values())
        return CommittedSystem(
            host=plan.host,
            rustc=plan.rustc,
            target=None if plan.target == base.target else plan.target,
            cfg=plan.cfg,
            runners=None if plan.runners == base.runners else plan.runners,
            units=_ranges(moved[index] for index in range(len(plan.units))),
            changes=unit_changes,
            commands={
                name: None if command == base.commands.get(name) else command for name, command in commands.items()
            },
        )


def _matches(pool: Sequence[PlanUnit], units: Sequence[PlanUnit]) -> dict[int, int]:
    """Return the indices of ``pool`` for indices of ``units``: the same units, or units with few differences.

    First come equal identities. On another system, a profile can have other debug information, and then all identities
    differ; so units with the same target match too. The match decides only about the size of the file.
    """
    matches: dict[int, int] = {}
    used: set[int] = set()
    for key in (_identity_key, _argument_key, _target_key):
        waiting: dict[tuple[object, ...], list[int]] = {}
        for index, unit in enumerate(pool):
            if index not in used:
                waiting.setdefault(key(unit), []).append(index)
        for index, unit in enumerate(units):
            if index not in matches and waiting.get(key(unit)):
                matches[index] = waiting[key(unit)].pop(0)
                used.add(matches[index])
    return matches


def _identity_key(unit: PlanUnit) -> tuple[object, ...]:
    return (unit.identity,)


def _target_key(unit: PlanUnit) -> tuple[object, ...]:
    return (unit.name, unit.kind, unit.target, unit.mode, unit.platform)


def _argument_key(unit: PlanUnit) -> tuple[object, ...]:
    words = (word.replace(unit.identity, "") for word in unit.args)
    return (*_target_key(unit), *(word for word in words if word != "-C" and not word.startswith("split-debuginfo=")))


def _index_of(row: _Shared, rows: list[_Shared], index_at: dict[str, int]) -> int:
    key = _key(row)
    if key not in index_at:
        index_at[key] = len(rows)
        rows.append(row)
    return index_at[key]


def _key(row: PlanPackage | CommittedSet) -> str:
    return _text(row.model_dump(mode="json"))


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _row(unit: PlanUnit) -> Row:
    return unit.model_dump(mode="json")


def _moved_command(
    command: CommittedCommand, moved: Mapping[int, int], sets: Sequence[int] | None = None
) -> CommittedCommand:
    """Return ``command`` with each index of a unit replaced by ``moved``, and each index of a set by ``sets``."""
    return CommittedCommand(
        units=[moved[index] for index in command.units],
        roots=[moved[index] for index in command.roots],
        members={name: [moved[index] for index in indices] for name, indices in command.members.items()},
        files={
            directory: {key: index if sets is None else sets[index] for key, index in by_key.items()}
            for directory, by_key in command.files.items()
        },
    )


def _ranges(indices: Iterable[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for index in indices:
        if ranges and sum(ranges[-1]) == index:
            ranges[-1] = (ranges[-1][0], ranges[-1][1] + 1)
        else:
            ranges.append((index, 1))
    return ranges
