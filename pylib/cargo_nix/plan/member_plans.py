"""Add members to a plan: the units of each member that the user builds alone."""

from collections.abc import Iterable, Mapping, Sequence

from cargo_nix.plan.renumber import renumber_unit
from cargo_nix.plan.rows import Rows
from cargo_nix.plan.schema import Members, Plan, PlanAccess, PlanPackage, PlanTarget
from cargo_nix.units import reached_units

__all__ = ["MemberRows", "add_members"]


MemberRows = tuple[Rows, Mapping[str, Sequence[int]]]
"""A graph, and the roots in it of members by name. Below its roots are the units of each member alone."""


def add_members(plan: Plan, member_rows: Iterable[MemberRows]) -> Plan:
    """Return ``plan`` with the members in ``member_rows``.

    A unit with an identity of ``plan`` is not added again. The identity covers features, profile and dependencies; the
    names in the selection do not change the result of rustc.
    Raises ``PlanError`` as ``encode_plan`` does.
    """
    packages, units = list(plan.packages), list(plan.units)
    package_at = {package.id: index for index, package in enumerate(packages)}
    unit_at = {unit.identity: index for index, unit in enumerate(units)}
    roots: dict[str, list[int]] = {}
    for rows, members in member_rows:
        reached = reached_units(rows.joined, (index for indices in members.values() for index in indices))
        new_indices: dict[int, int] = {}
        for index, identity in enumerate(rows.joined.identities):
            if index not in reached:
                continue
            if identity not in unit_at:
                unit = rows.unit(index)
                package = _package(packages, package_at, rows, unit.package)
                unit_at[identity] = len(units)
                units.append(renumber_unit(unit, package, new_indices))
            new_indices[index] = unit_at[identity]
        for name, indices in members.items():
            roots[name] = [new_indices[index] for index in indices]
    if not roots:
        return plan
    members_of_plan = Members(units=units[len(plan.units) :], roots=dict(sorted(roots.items())))
    return plan.model_copy(update={"packages": packages, "members": members_of_plan})


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
