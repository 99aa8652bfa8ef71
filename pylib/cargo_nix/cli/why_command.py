"""``cargo-nix why UNIT``: what makes a unit different from the unit of the last build."""

import difflib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from cargo_nix.cli.build_session import BuildSession
from cargo_nix.cli.check_selection import selected_checks, split_flake
from cargo_nix.cli.nix_arguments import split_json
from cargo_nix.errors import BuildError
from cargo_nix.last_build.build_record import BuildRecord, project_directory, read_records, state_directory
from cargo_nix.last_build.unit_comparison import Comparison, find_units, unit_label
from cargo_nix.nix_log.derivation import Derivation
from cargo_nix.nix_log.unit_graph import cargo_derivations

__all__ = ["run_why"]


def run_why(name: str) -> int:
    """Print why each unit called ``name`` differs from the last build, one line for each reason; return 0.

    If no unit differs, the last build is compared with the build before. Returns Nix's exit code if the sources cannot
    be evaluated, after Nix has printed the error.

    Raises `BuildError` if no build is recorded, or no unit has the name.
    """
    project = project_directory(Path())
    records = [record for record in read_records(state_directory(project, os.environ)) if record.roots]
    if not records:
        raise BuildError(
            problem="no build of this project is recorded",
            place=str(project),
            ways_out=("run `cargo-nix build`, then edit, and ask again",),
        )
    labels: set[str] = set()
    for record in records:
        session = BuildSession("auto")
        code, roots = _roots_now(session, record)
        if code != 0:
            session.show_end(code, [])
            return code
        now, last = cargo_derivations(roots), cargo_derivations(record.roots)
        units = find_units(name, now)
        if units:
            _print_reasons(units, now, last, record)
            return 0
        labels |= {unit_label(derivation) for derivation in now.values()}
    raise _unknown_unit(name, labels)


def _print_reasons(
    units: list[Derivation], now: Mapping[str, Derivation], last: Mapping[str, Derivation], record: BuildRecord
) -> None:
    if any(unit.path not in last for unit in units) or not (previous := cargo_derivations(record.previous)):
        _print_lines(units, Comparison(last, now), "unchanged since the last build")
        return
    print(f"nothing changed since the last `cargo-nix {record.command}`; this build and the one before:")
    _print_lines(units, Comparison(previous, now), "unchanged")


def _print_lines(units: list[Derivation], comparison: Comparison, otherwise: str) -> None:
    for unit in units:
        for reason in comparison.changes_of(unit) or [otherwise]:
            print(f"{unit_label(unit)}: {reason}")


def _roots_now(session: BuildSession, record: BuildRecord) -> tuple[int, list[str]]:
    """Return Nix's exit code and the derivations that the command of ``record`` would build now."""
    flake, options = split_flake(record.arguments)
    if record.command == "build" or "#" in flake:
        code, stdout = session.run(["nix", "build", *record.arguments, "--dry-run", "--json"])
        return code, split_json(stdout)[0]
    code, stdout = session.run(selected_checks(record.command, flake, options))
    return code, json.loads(stdout) if code == 0 else []


def _unknown_unit(name: str, labels: set[str]) -> BuildError:
    similar = difflib.get_close_matches(name, sorted(labels), n=3, cutoff=0.3)
    return BuildError(
        problem="no unit has this name",
        place=f"cargo-nix why {name}",
        expected="a unit of the last builds, such as "
        + ", ".join(f"`{label}`" for label in similar or sorted(labels)[:3]),
        ways_out=("name the package alone, for all of its units",),
    )
