"""Move a unit to another list of units."""

from collections.abc import Mapping

from cargo_nix.plan.schema import Extern, PlanUnit

__all__ = ["renumber_unit"]


def renumber_unit(unit: PlanUnit, package: int, moved: Mapping[int, int]) -> PlanUnit:
    """Return ``unit`` for another list: with the index ``package``, and each index of a unit replaced by ``moved``.

    Raises ``KeyError`` if ``moved`` lacks a dependency of the unit.
    """
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
