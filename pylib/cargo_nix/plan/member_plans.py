"""Add members to a plan: the units of each member that the user builds alone."""

from collections.abc import Mapping

from cargo_nix.plan.rows import Rows
from cargo_nix.plan.schema import Extern, Members, Plan, PlanAccess, PlanPackage, PlanTarget, PlanUnit

__all__ = ["add_members"]


def add_members(plan: Plan, member_rows: Mapping[str, Rows]) -> Plan:
    """Return ``plan`` with the members ``member_rows``: the graph of each member, by package name.

    A unit with an identity of ``plan`` is not added again. The identity covers features, profile and dependencies; the
    names in the selection do not change the result of rustc.
    Raises ``PlanError`` as ``encode_plan`` does.
    """
    if not member_rows:
        return plan
    packages, units = list(plan.packages), list(plan.units)
    package_at = {package.id: index for index, package in enumerate(packages)}
    unit_at = {unit.identity: index for index, unit in enumerate(units)}
    roots: dict[str, list[int]] = {}
    for name, rows in member_rows.items():
        new_indices: list[int] = []
        for index, identity in enumerate(rows.joined.identities):
            if identity not in unit_at:
                unit = rows.unit(index)
                package = _package(packages, package_at, rows, unit.package)
                unit_at[identity] = len(units)
                units.append(_renumber(unit, package, new_indices))
            new_indices.append(unit_at[identity])
        roots[name] = [new_indices[index] for index in rows.joined.roots]
    added_units = units[len(plan.units) :]
    return plan.model_copy(update={"packages": packages, "members": Members(units=added_units, roots=roots)})


def _package(packages: list[PlanPackage], package_at: dict[str, int], rows: Rows, index: int) -> int:
    key = rows.joined.packages[index].id
    if key not in package_at:
        package_at[key] = len(packages)
        packages.append(rows.package(index))
    elif packages[package_at[key]].targets:
        row = packages[package_at[key]]
        targets = _join_targets(row.targets, rows.package(index).targets)
        packages[package_at[key]] = row.model_copy(update={"targets": targets})
    return package_at[key]


def _join_targets(targets: list[PlanTarget], further_targets: list[PlanTarget]) -> list[PlanTarget]:
    """Return ``targets`` with the access of ``further_targets``, the same targets in another graph."""
    return [
        target.model_copy(
            update={
                "expands": _join_modes(target.expands, further.expands),
                "links": _join_modes(target.links, further.links),
            }
        )
        for target, further in zip(targets, further_targets, strict=True)
    ]


def _join_modes(modes: dict[str, PlanAccess], further_modes: dict[str, PlanAccess]) -> dict[str, PlanAccess]:
    nothing = PlanAccess(words=[], macros=[], members=[])
    pairs = {
        mode: (modes.get(mode, nothing), further_modes.get(mode, nothing)) for mode in sorted({*modes, *further_modes})
    }
    return {
        mode: PlanAccess(
            words=sorted({*access.words, *further.words}),
            macros=sorted({*access.macros, *further.macros}),
            members=sorted({*access.members, *further.members}),
        )
        for mode, (access, further) in pairs.items()
    }


def _renumber(unit: PlanUnit, package: int, moved: list[int]) -> PlanUnit:
    # In a graph, dependencies come first, so `moved` has all numbers of this row.
    run = unit.run
    if run is not None:
        program = None if run.program is None else moved[run.program]
        run = run.model_copy(update={"program": program, "links": [(name, moved[to]) for name, to in run.links]})
    return unit.model_copy(
        update={
            "package": package,
            "externs": [Extern(name=e.name, unit=moved[e.unit], options=e.options) for e in unit.externs],
            **{
                field: [moved[index] for index in getattr(unit, field)]
                for field in ("closure", "host_closure", "to_link", "plugins")
            },
            "script": None if unit.script is None else moved[unit.script],
            "bins": {name: moved[index] for name, index in unit.bins.items()},
            "artifacts": {name: (moved[index], file) for name, (index, file) in unit.artifacts.items()},
            "run": run,
        }
    )
