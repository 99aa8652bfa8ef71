"""The observation of a build: processes with paths, and units with workspace paths."""

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Execution", "How", "Observation", "Process", "Reading", "UnitReadings", "merge_observations"]

How = Literal["opened", "listed", "asked", "shown"]

# If a unit uses a path in several ways, the strongest use counts.
_STRENGTH: dict[How, int] = {"opened": 0, "listed": 1, "asked": 2, "shown": 3}


@dataclass(frozen=True, kw_only=True, slots=True)
class Execution:
    """A successful execve of a process.

    ``program`` is the path of the program, ``cwd`` the working directory, ``argv`` the arguments. ``env`` has only the
    variables that Cargo sets.
    """

    program: str
    cwd: str
    argv: tuple[str, ...]
    env: dict[str, str]


@dataclass(kw_only=True, slots=True)
class Process:
    """A process of the build, with its threads. The fields change while the trace is read.

    - ``cwd`` is the current working directory.
    - ``program`` is the name of the running program, or the parent's before the first execve.
    - ``touches`` maps a path, absolute but not normalised, and its use to the name of the program.
    - ``absolute`` has the paths that a call names absolutely.
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
    """A use of an existing path of the workspace. The path of a directory ends with a slash.

    - ``opened``: a program may read the contents of the file.
    - ``listed``: a program reads the names in the directory.
    - ``shown``: the path is directly inside a listed directory.
    - ``asked``: a program asks for existence or properties.

    ``programs`` are the sorted names of the programs. ``absolute`` tells whether a program names the path absolutely.
    """

    path: str
    how: How
    programs: tuple[str, ...]
    absolute: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitReadings:
    """The paths that the processes of one unit use.

    ``directory`` is the directory of the package, relative to the workspace root, "" for the root. ``key`` is
    ``kind:name:mode`` for a compiled target, ``custom-build:name:run`` for a run of a build script, and ``run`` for all
    test runs of a package. ``processes`` is the number of processes.
    """

    directory: str
    key: str
    processes: int
    readings: tuple[Reading, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """The observation of a build, sorted by package directory and key.

    - ``files`` are all files and symlinks of the workspace before the build.
    - ``units`` are the units of the workspace.
    - ``foreign`` are units of other packages that use the workspace. Their directory is ``name version``.
    - ``exit_codes`` are the exit codes of all calls of cargo, in order.
    """

    files: tuple[str, ...]
    units: tuple[UnitReadings, ...]
    foreign: tuple[UnitReadings, ...]
    exit_codes: tuple[int, ...]

    @property
    def processes(self) -> int:
        """Return the number of processes of all workspace units."""
        return sum(unit.processes for unit in self.units)


def stronger_use(one: How, other: How) -> How:
    """Return the stronger of two uses: opened, listed, asked, shown."""
    return min(one, other, key=_STRENGTH.__getitem__)


def merge_readings(readings: list[Reading]) -> tuple[Reading, ...]:
    """Return ``readings`` with one entry for each path, sorted by path."""
    merged: dict[str, Reading] = {}
    for reading in readings:
        before = merged.get(reading.path)
        merged[reading.path] = reading if before is None else _join_readings(before, reading)
    return tuple(merged[path] for path in sorted(merged))


def merge_observations(first: Observation, *others: Observation) -> Observation:
    """Return the union of the observations, with the workspace files of ``first``."""
    together = (first, *others)
    return Observation(
        files=first.files,
        units=merge_units([unit for part in together for unit in part.units]),
        foreign=merge_units([unit for part in together for unit in part.foreign]),
        exit_codes=tuple(code for part in together for code in part.exit_codes),
    )


def merge_units(units: list[UnitReadings]) -> tuple[UnitReadings, ...]:
    """Return ``units`` with one entry for each package directory and key, sorted by both."""
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
