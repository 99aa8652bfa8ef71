"""Observations as short text for a file beside a project: each command, its units and their readings.

    cargo build --workspace
      crates/app lib:app:plain
        opened  assets/index.html

The root package is ``.``. If a unit only asks about a directory and also uses a path below the directory, the text
omits the directory: versions of a program differ in the directories they ask about on the way to a file.
"""

from collections.abc import Iterable, Mapping
from typing import get_args

from cargo_nix.observe import Observation, Reading, UnitReadings
from cargo_nix.observe.observation import How

__all__ = ["parse_observed", "write_observed"]

_HOWS: Mapping[str, How] = {how: how for how in get_args(How)}


def write_observed(observations: Iterable[tuple[str, Observation]]) -> str:
    """Return ``observations`` as text, each under its command line."""
    lines = []
    for command, observation in observations:
        lines.append(command)
        for unit in observation.units:
            lines.append(f"  {unit.directory or '.'} {unit.key}")
            lines += [f"    {reading.how:<7} {reading.path}" for reading in _essential(unit.readings)]
    return "\n".join(lines) + "\n"


def parse_observed(text: str, files: Iterable[str]) -> dict[str, Observation]:
    """Return the observations in ``text`` by command line; ``files`` are the files of the project.

    Raises ``ValueError`` for a line that ``write_observed`` cannot write.
    """
    commands: dict[str, dict[tuple[str, str], list[Reading]]] = {}
    units: dict[tuple[str, str], list[Reading]] = {}
    readings: list[Reading] = []
    for line in text.splitlines():
        words = line.strip()
        if line.startswith("    "):
            how, path = words.split(maxsplit=1)
            if how not in _HOWS:
                raise ValueError(f"not a use of a path: {line!r}")
            readings.append(Reading(path=path, how=_HOWS[how], programs=()))
        elif line.startswith("  "):
            directory, _space, key = words.rpartition(" ")
            readings = units.setdefault(("" if directory == "." else directory, key), [])
        elif words.startswith("cargo "):
            units = commands.setdefault(words, {})
        else:
            raise ValueError(f"not a cargo command line: {line!r}")
    return {command: _observation(by_unit, files) for command, by_unit in commands.items()}


def _observation(units: Mapping[tuple[str, str], list[Reading]], files: Iterable[str]) -> Observation:
    return Observation(
        files=tuple(sorted(files)),
        units=tuple(
            UnitReadings(directory=directory, key=key, processes=0, readings=tuple(readings))
            for (directory, key), readings in sorted(units.items())
        ),
        foreign=(),
        exit_codes=(),
    )


def _essential(readings: tuple[Reading, ...]) -> list[Reading]:
    # Paths below a directory follow the directory in sorted order.
    following = [*(reading.path for reading in readings[1:]), ""][: len(readings)]
    return [
        reading
        for reading, after in zip(readings, following, strict=True)
        if reading.how != "asked" or not reading.path.endswith("/") or not after.startswith(reading.path)
    ]
