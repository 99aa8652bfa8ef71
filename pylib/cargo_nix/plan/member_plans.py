"""Several plans of one workspace as one: the selection's, and what each of its packages is when it is built alone."""

from collections.abc import Mapping

from cargo_nix.plan.rows import Rows
from cargo_nix.plan.schema import Extern, Members, Plan, PlanAccess, PlanPackage, PlanTarget, PlanUnit

__all__ = ["add_members"]


def add_members(plan: Plan, alone: Mapping[str, Rows]) -> Plan:
    """Return ``plan`` with the units of ``alone``, graphs by package name, that it has not itself.

    Two units with one identity are one unit: it covers features, profile and dependencies, and what it does not cover
    (which packages were asked for by name) compiles to the same. No row is made of a unit that is there.
    """
    if not alone:
        return plan
    packages, units = list(plan.packages), list(plan.units)
    package_at = {package.id: index for index, package in enumerate(packages)}
    unit_at = {unit.identity: index for index, unit in enumerate(units)}
    roots: dict[str, list[int]] = {}
    for name, rows in alone.items():
        moved: list[int] = []
        for index, identity in enumerate(rows.joined.identities):
            if identity not in unit_at:
                unit = rows.unit(index)
                package = _package(packages, package_at, rows, unit.package)
                unit_at[identity] = len(units)
                units.append(_renumber(unit, package, moved))
            moved.append(unit_at[identity])
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
    """Return ``targets`` with what crates do for ``others``, the same targets in another graph."""
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


def _renumber(unit: PlanUnit, package: int, moved: list[int]) -> PlanUnit:
    # Dependencies come first in a plan, so all numbers of this row are known.
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
