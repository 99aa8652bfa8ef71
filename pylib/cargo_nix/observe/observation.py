"""What is observed of a build: processes and the paths that they use; per unit, the paths of the workspace."""

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Execution", "How", "Observation", "Process", "Reading", "UnitReadings", "merge_observations"]

How = Literal["opened", "listed", "asked", "shown"]

# The strongest use of a path wins where one unit uses it in several ways.
_STRENGTH: dict[How, int] = {"opened": 0, "listed": 1, "asked": 2, "shown": 3}


@dataclass(frozen=True, kw_only=True, slots=True)
class Execution:
    """A program that a process began to run: its path, where, its arguments, and Cargo's part of its environment."""

    program: str
    cwd: str
    argv: tuple[str, ...]
    env: dict[str, str]


@dataclass(kw_only=True, slots=True)
class Process:
    """A process of the build, threads included; it is filled in while the trace is read.

    ``cwd`` is the working directory as it is by then. ``program`` is the name of the program that runs in it, the
    parent's until the first successful execve. ``touches`` maps an absolute path, not normalised, and how it is used
    to the program that did so. ``absolute`` are those of these paths that a call names absolutely.
    """

    number: int
    parent: "Process | None"
    cwd: str
    program: str = ""
    executions: list[Execution] = field(default_factory=list)
    touches: dict[tuple[str, How], str] = field(default_factory=dict)
    absolute: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A path of the workspace that exists, a directory with a slash at its end, and how a unit uses it.

    ``opened`` is a file whose content may be read, ``listed`` a directory whose names are read, ``shown`` what lies
    directly in such a directory, ``asked`` anything whose existence or properties are asked for. ``programs`` are the
    names of the programs that do so, sorted. ``absolute`` is whether one of them names it by an absolute path.
    """

    path: str
    how: How
    programs: tuple[str, ...]
    absolute: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitReadings:
    """What the processes of one unit use: ``directory`` is its package's, from the workspace root, "" for the root.

    ``key`` is ``kind:name:mode`` for what rustc or rustdoc compiles, ``custom-build:name:run`` for a run of a build
    script, and ``run`` for all tests and doctests of a package that run.
    """

    directory: str
    key: str
    processes: int
    readings: tuple[Reading, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """All that is observed of a build, sorted by package directory and key.

    ``files`` are all files and symlinks of the workspace as they were before the build. ``foreign`` is what units of
    packages that are not the workspace's use of it; their directory is ``name version``. ``exit_codes`` are those of
    the calls of cargo, in order.
    """

    files: tuple[str, ...]
    units: tuple[UnitReadings, ...]
    foreign: tuple[UnitReadings, ...]
    exit_codes: tuple[int, ...]

    @property
    def processes(self) -> int:
        """Return the number of processes of the workspace's units."""
        return sum(unit.processes for unit in self.units)


def stronger_use(one: How, other: How) -> How:
    """Return which of two uses of a path says more."""
    return min(one, other, key=_STRENGTH.__getitem__)


def merge_readings(readings: list[Reading]) -> tuple[Reading, ...]:
    """Return ``readings`` with one entry per path, sorted by path."""
    merged: dict[str, Reading] = {}
    for reading in readings:
        before = merged.get(reading.path)
        merged[reading.path] = reading if before is None else _join_readings(before, reading)
    return tuple(merged[path] for path in sorted(merged))


def merge_observations(first: Observation, *others: Observation) -> Observation:
    """Return what ``first`` and ``others`` observed together; the files of the workspace are those of ``first``."""
    together = (first, *others)
    return Observation(
        files=first.files,
        units=merge_units([unit for part in together for unit in part.units]),
        foreign=merge_units([unit for part in together for unit in part.foreign]),
        exit_codes=tuple(code for part in together for code in part.exit_codes),
    )


def merge_units(units: list[UnitReadings]) -> tuple[UnitReadings, ...]:
    """Return ``units`` with one entry per package directory and key, sorted by them."""
    groups: dict[tuple[str, str], list[UnitReadings]] = {}
    for unit in units:
        groups.setdefault((unit.directory, unit.key), []).append(unit)
    return tuple(
        UnitReadings(
            directory=directory,
            key=key,
            processes=sum(unit.processes for unit in group),
            readings=merge_readings([reading for unit in group for reading in unit.readings]),
        )
        for (directory, key), group in sorted(groups.items())
    )


def _join_readings(one: Reading, other: Reading) -> Reading:
    return Reading(
        path=one.path,
        how=stronger_use(one.how, other.how),
        programs=tuple(sorted({*one.programs, *other.programs})),
        absolute=one.absolute or other.absolute,
    )
