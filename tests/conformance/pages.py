"""Compare ``cargo doc``: checks/document.py makes pages from compiled units, with the arguments of Cargo's doc units.

The comparison needs two plans for one run of cargo. The plan of ``doc`` has the crates with pages and the units that
Cargo checks for them; the plan of ``build`` has the libraries that checks/document.py reads.
"""

from dataclasses import replace

from cargo_nix.cargo import Selection
from cargo_nix.plan import Plan
from cargo_nix.plan.schema import PlanUnit
from conformance.call import Call
from conformance.ours import Ours

__all__ = ["Pages", "build_selection"]


def build_selection(selection: Selection) -> Selection:
    """Return the selection of the build for the pages of ``selection``: all targets."""
    return replace(selection, command="build", cargo_targets=())


class Pages:
    """The calls for the pages of plan ``docs``, made from the units of plan ``built``."""

    def __init__(self, docs: Ours, built: Ours, selection: Selection) -> None:
        """Store the calls of both plans; ``docs`` needs the output of scripts before ``call``."""
        self._docs, self._built = docs, built
        # `checks.rustdocArgs` has the same flag.
        self._arguments = [flag for flag in selection.cargo_targets if flag == "--document-private-items"]
        # nixlib/checks/documentChecks.nix takes the first of several units too.
        self._index: dict[tuple[object, ...], int] = {}
        for index, unit in enumerate(built.plan.units):
            self._index.setdefault(_key(built.plan, unit), index)
        self._by_identity = {unit.identity: index for index, unit in enumerate(built.plan.units)}

    def twins(self) -> dict[str, int]:
        """Return, by identity of a unit of the build, the index of Cargo's checked unit."""
        pairs = ((self._twin(unit), index) for index, unit in enumerate(self._docs.plan.units) if unit.mode != "doc")
        return {self._built.plan.units[twin].identity: index for twin, index in pairs if twin is not None}

    def take_outputs(self) -> None:
        """Copy the results of scripts from Cargo's units to the units of the build."""
        runs = ((self._twin(unit), index) for index, unit in enumerate(self._docs.plan.units) if unit.run is not None)
        self._built.take_results({twin: self._docs.result(index) for twin, index in runs if twin is not None})

    def call(self, index: int) -> Call | None:
        """Return the call of checks/document.py for the unit at ``index``, or None without a unit of the build."""
        unit = self._docs.plan.units[index]
        twin = self._twin(unit)
        selected = index in self._docs.plan.roots
        return None if twin is None else self._built.document(twin, unit, self._arguments if selected else [])

    def _twin(self, unit: PlanUnit) -> int | None:
        return self._by_identity.get(unit.identity, self._index.get(_key(self._docs.plan, unit)))


def _key(plan: Plan, unit: PlanUnit) -> tuple[object, ...]:
    features = [arg for arg in unit.args if arg.startswith('feature="')] if unit.run is None else unit.run.features
    package = plan.packages[unit.package].id
    return (package, unit.kind, unit.target, unit.platform, unit.run is not None, *features)
