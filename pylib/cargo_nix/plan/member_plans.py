"""Add members to a plan: the units of each member that the user builds alone."""

from collections.abc import Mapping

from cargo_nix.plan.renumber import renumber_unit
from cargo_nix.plan.rows import Rows
from cargo_nix.plan.schema import Members, Plan, PlanAccess, PlanPackage, PlanTarget

__all__ = ["add_members"]


def add_members(plan: Plan, alone: Mapping[str, Rows]) -> Plan:
    """Return ``plan`` with the members ``alone``: the graph of each member, by package name.

    A unit with an identity of ``plan`` is not added again. The identity covers features, profile and dependencies; the
    names in the selection do not change the result of rustc.
    Raises ``PlanError`` as ``encode_plan`` does.
    """
    if not alone:
        return plan
    packages, units = list(plan.packages), list(plan.units)
    package_at = {package.id: index for index, package in enumerate(packages)}
    unit_at = {unit.identity: index for index, unit in enumerate(units)}
    roots: dict[str, list[int]] = {}
    for name, rows in alone.items():
        moved: dict[int, int] = {}
        for index, identity in enumerate(rows.joined.identities):
            if identity not in unit_at:
                unit = rows.unit(index)
                package = _package(packages, package_at, rows, unit.package)
                unit_at[identity] = len(units)
                units.append(renumber_unit(unit, package, moved))
            moved[index] = unit_at[identity]
        roots[name] = [moved[index] for index in rows.joined.roots]
    own = units[len(plan.units) :]
    return plan.model_copy(update={"packages": packages, "members": Members(units=own, roots=roots)})


def _package(packages: list[PlanPackage], package_at: dict[str, int], rows: Rows, index: int) -> int:
    key = rows.joined.packages[index].id
    if key not in package_at:
        package_at[key] = len(packages)
        packages.append(rows.package(index))
    elif packages[package_at[key]].targets:
        known = packages[package_at[key]]
        targets = _join_targets(known.targets, rows.package(index).targets)
        packages[package_at[key]] = known.model_copy(update={"targets": targets})
    return package_at[key]


def _join_targets(targets: list[PlanTarget], others: list[PlanTarget]) -> list[PlanTarget]:
    """Return ``targets`` with the access of ``others`` added; ``others`` are the same targets in another graph."""
    return [
        target.model_copy(
            update={
                "expands": _join_modes(target.expands, other.expands),
                "links": _join_modes(target.links, other.links),
            }
        )
        for target, other in zip(targets, others, strict=True)
    ]


def _join_modes(modes: dict[str, PlanAccess], others: dict[str, PlanAccess]) -> dict[str, PlanAccess]:
    nothing = PlanAccess(words=[], macros=[], members=[])
    pairs = {mode: (modes.get(mode, nothing), others.get(mode, nothing)) for mode in sorted({*modes, *others})}
    return {
        mode: PlanAccess(
            words=sorted({*one.words, *other.words}),
            macros=sorted({*one.macros, *other.macros}),
            members=sorted({*one.members, *other.members}),
        )
        for mode, (one, other) in pairs.items()
    }
