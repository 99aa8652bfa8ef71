"""The program of the committed plan: reads the request of nixlib/plan/mkCommittedPlan.nix, writes the file to commit.

The request has the plans of all commands and systems, and the source. So the program asks neither Cargo nor rustc.
"""

import json
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from cargo_nix.checkout_sets import SourceSets
from cargo_nix.errors import CargoNixError
from cargo_nix.filesets.file_set import FileSet, encode_set
from cargo_nix.plan.committed_schema import CommittedPlan, CommittedSet
from cargo_nix.plan.committed_text import render_committed
from cargo_nix.plan.join_systems import join_systems
from cargo_nix.plan.merge_plans import merge_plans
from cargo_nix.plan.schema import Plan

__all__ = ["commit_plans", "main"]


def main(argv: Sequence[str]) -> int:
    """Write the plan for the request in the file ``argv[0]`` to ``argv[1]``; return 0, or 1 after a printed error."""
    request_path, out = map(Path, argv)
    request = json.loads(request_path.read_text(encoding="utf-8"))
    source_sets = SourceSets(Path(request["src"])) if request["src"] else None
    committed = []
    try:
        for part in request["systems"]:
            plans = {
                name: Plan.model_validate_json(Path(part["plans"][name]).read_text(encoding="utf-8"))
                for name in request["commands"]
            }
            plan = commit_plans(plans, part["system"], request["inputs"], source_sets, request["macroInputs"])
            committed.append(plan)
    except CargoNixError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    out.write_text(render_committed(join_systems(committed)), encoding="utf-8")
    return 0


def commit_plans(
    plans: Mapping[str, Plan],
    system: str,
    inputs: str,
    source_sets: SourceSets | None,
    macro_inputs: Collection[str],
) -> CommittedPlan:
    """Return the committed plan of ``plans``, the plan of each command by name, with ``main`` first.

    - ``system`` is Nix's name of the system, and ``inputs`` the hash over the inputs.
    - ``source_sets`` has the source. With None there are no file sets, and each unit gets the whole workspace.
    - ``macro_inputs`` are the names of packages for which the user lists the inputs of proc-macros.

    ``bench`` is left out if the plan ``test`` has no bench. Raises ``SourceError`` if a file cannot be scanned.
    """
    used = {name: plan for name, plan in plans.items() if name != "bench" or _has_bench(plans["test"])}
    merged = merge_plans(used)
    sets = _Sets()
    if source_sets is not None:
        for name, plan in used.items():
            files = sets.number(source_sets.of_plan(plan, macro_inputs))
            merged.commands[name] = merged.commands[name].model_copy(update={"files": files})
    main = plans["main"]
    return CommittedPlan(
        inputs=inputs,
        system=system,
        cargo=main.cargo,
        rustc=main.rustc,
        host=main.host,
        target=main.target,
        cfg=_join(plan.cfg for plan in used.values()),
        config_env=main.config_env,
        config_paths=main.config_paths,
        config_forced=main.config_forced,
        directories=main.directories,
        runners=_join(plan.runners for plan in used.values()),
        commands=merged.commands,
        packages=merged.packages,
        sets=sets.sets,
        units=merged.units,
    )


class _Sets:
    """A list of file sets, each once."""

    def __init__(self) -> None:
        self.sets: list[CommittedSet] = []
        self._index_at: dict[str, int] = {}

    def number(self, sets: Mapping[str, Mapping[str, FileSet]]) -> dict[str, dict[str, int]]:
        """Return ``sets`` with the index of each set in the list."""
        return {
            directory: {key: self._index_of(file_set) for key, file_set in sorted(by_key.items())}
            for directory, by_key in sorted(sets.items())
        }

    def _index_of(self, file_set: FileSet) -> int:
        data = encode_set(file_set)
        key = json.dumps(data, sort_keys=True)
        if key not in self._index_at:
            self._index_at[key] = len(self.sets)
            self.sets.append(CommittedSet.model_validate(data))
        return self._index_at[key]


def _has_bench(plan: Plan) -> bool:
    return any(target.kind == "bench" for package in plan.packages for target in package.targets)


def _join(tables: Iterable[Mapping[str, list[str]]]) -> dict[str, list[str]]:
    joined: dict[str, list[str]] = {}
    for table in tables:
        joined |= table
    return joined
