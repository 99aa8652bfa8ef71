"""Collect the workspace paths that each unit uses from a trace."""

from collections.abc import Iterable, Mapping

from cargo_nix.errors import ObserveError
from cargo_nix.observe.observation import (
    Observation,
    Process,
    Reading,
    UnitReadings,
    merge_readings,
    merge_units,
)
from cargo_nix.observe.processes import concerns_workspace, follow_processes
from cargo_nix.observe.strace import parse_calls
from cargo_nix.observe.unit_calls import Member, assign_units
from cargo_nix.observe.workspace_tree import Tree

__all__ = ["collect_observation"]

# Programs that ask for each directory above the output. Cargo itself counts until the execve of a unit's program.
_WRITERS = frozenset({"cargo", "rustc", "rustdoc", "cc", "gcc", "collect2", "ld", "ld.lld", "lld", "wasm-ld"})


def collect_observation(
    trace: Iterable[str], *, tree: Tree, members: Mapping[str, Member], cwd: str, exit_code: int
) -> Observation:
    """Return the paths of ``tree`` that the traced build uses, by unit.

    - ``trace`` are the lines of strace with ``strace.OPTIONS``.
    - ``members`` maps absolute directories to the packages of the workspace.
    - ``cwd`` is the working directory of cargo, ``exit_code`` the exit code.

    Raises ``ObserveError`` if the trace is empty, or if a call fits no unit of a member.
    """
    processes = follow_processes(parse_calls(trace, lambda text: concerns_workspace(tree.root, text)), cwd)
    if not processes:
        raise ObserveError(
            problem="strace wrote no trace",
            expected="the system calls of cargo and its child processes",
            ways_out=("check whether strace works: strace -f true",),
        )
    of_members, of_dependencies = list[UnitReadings](), list[UnitReadings]()
    for process, unit in assign_units(processes, members):
        readings = UnitReadings(directory=unit.directory, key=unit.key, processes=1, readings=_readings(process, tree))
        (of_dependencies if unit.foreign else of_members).append(readings)
    return Observation(
        files=tuple(sorted(tree.files)),
        units=merge_units(of_members),
        foreign=tuple(unit for unit in merge_units(of_dependencies) if unit.readings),
        exit_codes=(exit_code,),
    )


def _readings(process: Process, tree: Tree) -> tuple[Reading, ...]:
    readings = []
    for (touched, how), program in process.touches.items():
        absolute = touched in process.absolute
        for path in tree.paths_at(touched):
            is_directory = path.endswith("/")
            use = "asked" if is_directory and how == "opened" else how
            if use == "asked" and program in _WRITERS and any(place.startswith(path) for place in tree.ignored):
                # A directory above the output is no source.
                continue
            readings.append(Reading(path=path, how=use, programs=(program,), absolute=absolute))
        if how == "listed":
            readings += [Reading(path=path, how="shown", programs=(program,)) for path in tree.shown_at(touched)]
    return merge_readings(readings)
