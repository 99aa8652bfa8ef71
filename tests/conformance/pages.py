"""``cargo doc`` against ours: pages are made of what was compiled, with the arguments of Cargo's units for pages.

So two plans are compared with one run of cargo: that of ``doc`` says which crates have pages, and which units Cargo
checks for them; that of ``build`` has the units whose libraries checks/document.py reads.
"""

from dataclasses import replace

from cargo_nix.cargo import Selection
from cargo_nix.plan import Plan
from cargo_nix.plan.schema import PlanUnit
from conformance.call import Call
from conformance.ours import Ours

__all__ = ["Pages", "build_selection"]


def build_selection(selection: Selection) -> Selection:
    """Return the selection of what the pages of ``selection`` are made of: all targets that are built."""
    return replace(selection, command="build", cargo_targets=())


class Pages:
    """The calls that make the pages of the plan ``docs``, of units of the plan ``built``."""

    def __init__(self, docs: Ours, built: Ours, selection: Selection) -> None:
        """Take both plans' calls; scripts have told ``docs`` what they say before a call is asked for."""
        self._docs, self._built = docs, built
        # What `checks.rustdocArgs` would have.
        self._arguments = [flag for flag in selection.cargo_targets if flag == "--document-private-items"]
        self._index = {_key(built.plan, unit): index for index, unit in enumerate(built.plan.units)}

    def twins(self) -> dict[str, int]:
        """Return the index of Cargo's unit by the identity of what we build: one library, checked or built."""
        pairs = ((self._twin(unit), index) for index, unit in enumerate(self._docs.plan.units) if unit.mode != "doc")
        return {self._built.plan.units[twin].identity: index for twin, index in pairs if twin is not None}

    def take_outputs(self) -> None:
        """Let the scripts of what we build have said what those of Cargo's units did."""
        runs = ((self._twin(unit), index) for index, unit in enumerate(self._docs.plan.units) if unit.run is not None)
        self._built.take_results({twin: self._docs.result(index) for twin, index in runs if twin is not None})

    def call(self, index: int) -> Call | None:
        """Return how checks/document.py makes the pages of the unit at ``index``; None where nothing is built for it."""
        unit = self._docs.plan.units[index]
        twin = self._twin(unit)
        selected = index in self._docs.plan.roots
        return None if twin is None else self._built.document(twin, unit, self._arguments if selected else [])

    def _twin(self, unit: PlanUnit) -> int | None:
        return self._index.get(_key(self._docs.plan, unit))


def _key(plan: Plan, unit: PlanUnit) -> tuple[object, ...]:
    features = [arg for arg in unit.args if arg.startswith('feature="')] if unit.run is None else unit.run.features
    package = plan.packages[unit.package].id
    return (package, unit.kind, unit.target, unit.platform, unit.run is not None, *features)
