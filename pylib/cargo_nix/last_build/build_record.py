"""The record of the last builds of a project: arguments, derivations, and the times of all builds.

The record is in ``$XDG_STATE_HOME/cargo-nix`` (XDG Base Directory Specification), in one directory for each project.
"""

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = [
    "BuildRecord",
    "TimedBuild",
    "project_directory",
    "read_record",
    "read_records",
    "remove_other_roots",
    "roots_directory",
    "state_directory",
    "updated_record",
    "write_record",
]

_SCHEMA = 1
_DIGITS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class TimedBuild:
    """The build of a derivation, in seconds since the start of the command.

    ``inputs`` are the positions of the builds of the same record that this build waited for.
    """

    title: str
    kind: str
    start: float
    stop: float
    failed: bool = False
    inputs: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildRecord:
    """The last builds of one command in one project.

    ``command`` is ``build``, ``test`` or ``check`` with ``arguments``. ``roots`` are the derivations of the last
    successful build, ``previous`` those of the build before with other derivations. ``started`` is a Unix time.
    ``builds`` and ``seconds`` are those of the last command with builds.
    """

    command: str
    arguments: tuple[str, ...]
    started: float
    seconds: float = 0.0
    roots: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    builds: tuple[TimedBuild, ...] = field(default=())


def project_directory(directory: Path) -> Path:
    """Return the project of ``directory``: the nearest directory upwards with a flake.nix, or ``directory`` itself."""
    directory = directory.resolve()
    parents = (directory, *directory.parents)
    return next((parent for parent in parents if (parent / "flake.nix").is_file()), directory)


def state_directory(project: Path, environment: Mapping[str, str]) -> Path:
    """Return the directory with the records of ``project``, an absolute path; it may not exist."""
    state = environment.get("XDG_STATE_HOME", "")
    home = Path(state) if Path(state).is_absolute() else Path(environment.get("HOME", "/")) / ".local/state"
    digits = hashlib.sha256(str(project).encode(errors="surrogateescape")).hexdigest()[:_DIGITS]
    return home / "cargo-nix" / f"{project.name}-{digits}"


def read_record(directory: Path, command: str) -> BuildRecord | None:
    """Return the record of ``command`` in the state ``directory``, or None without a record of this version."""
    try:
        data = json.loads((directory / f"{command}.json").read_text(encoding="utf-8"))
        if data.pop("schema") != _SCHEMA:
            return None
        builds = [TimedBuild(**{**build, "inputs": tuple(build["inputs"])}) for build in data["builds"]]
        return BuildRecord(
            command=str(data["command"]),
            arguments=tuple(data["arguments"]),
            started=float(data["started"]),
            seconds=float(data["seconds"]),
            roots=tuple(data["roots"]),
            previous=tuple(data["previous"]),
            builds=tuple(builds),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def read_records(directory: Path) -> list[BuildRecord]:
    """Return the records of all commands in the state ``directory``, the latest first."""
    commands = sorted(path.stem for path in directory.glob("*.json"))
    records = [record for command in commands if (record := read_record(directory, command)) is not None]
    return sorted(records, key=lambda record: -record.started)


def updated_record(old: BuildRecord | None, new: BuildRecord) -> BuildRecord:
    """Return ``new``, the record of a finished command, with the fields that stay from ``old``.

    A failed command has no ``roots``; the roots of the last success stay. Without builds
    other than plan and scan, the times of the last builds stay.
    """
    if old is None:
        return new
    if not new.roots:
        new = dataclasses.replace(new, arguments=old.arguments if old.roots else new.arguments, roots=old.roots)
    previous = old.previous if new.roots == old.roots else old.roots
    new = dataclasses.replace(new, previous=previous)
    built_units = any(build.kind not in {"helper", "crate"} for build in new.builds)
    return new if built_units else dataclasses.replace(new, builds=old.builds, seconds=old.seconds)


def write_record(directory: Path, record: BuildRecord) -> None:
    """Write ``record`` into the state ``directory``. Raises OSError if the directory cannot be written."""
    directory.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"schema": _SCHEMA, **dataclasses.asdict(record)}, indent=1, sort_keys=True)
    path = directory / f"{record.command}.json"
    path.with_suffix(".new").write_text(text + "\n", encoding="utf-8")
    path.with_suffix(".new").replace(path)


def roots_directory(directory: Path, command: str, roots: Sequence[str]) -> Path:
    """Return the directory for the garbage collector's roots of ``roots``, derivations that ``command`` built."""
    digits = hashlib.sha256("\n".join(roots).encode()).hexdigest()[:_DIGITS]
    return directory / "roots" / f"{command}-{digits}"


def remove_other_roots(directory: Path, record: BuildRecord) -> None:
    """Remove the roots of builds of the same command that ``record`` does not name."""
    named_directories = {roots_directory(directory, record.command, roots) for roots in (record.roots, record.previous)}
    for path in (directory / "roots").glob(f"{record.command}-*"):
        if path not in named_directories:
            shutil.rmtree(path, ignore_errors=True)
