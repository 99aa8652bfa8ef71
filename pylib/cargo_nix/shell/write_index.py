"""The derivation of the shell's index: units in, a file for each rustc call with a unit out.

``keys/<hash of a call's text>`` has the units for the call, and ``runners/<unit>`` replaces the program of a build
script. Standard library only.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cargo_nix.shell.call_text import call_tail, call_text, file_name, without_debuginfo
from cargo_nix.shell.script_variables import script_variables

__all__ = ["main", "write_index"]


def main(argv: Sequence[str]) -> int:
    """Write the index for the request in ``argv[0]`` to ``argv[1]``; return 0."""
    request, out = map(Path, argv)
    write_index(json.loads(request.read_text(encoding="utf-8")), out)
    return 0


def write_index(request: Mapping[str, Any], out: Path) -> None:
    """Write the index of ``request["units"]`` (nixlib/devShell/servedUnits.nix) to ``out``.

    Other fields of the request are files: ``registry`` has the name of Cargo's directory for the default registry,
    ``variables`` are outputs of crate_variables.py, ``program`` interprets runners, and ``environment`` has the
    variables of the shell.
    """
    (out / "keys").mkdir(parents=True)
    (out / "runners").mkdir()
    variables: dict[str, list[str]] = {}
    for path in request["variables"]:
        variables |= json.loads(Path(path).read_text(encoding="utf-8"))
    rows = request["units"]
    registry = Path(request["registry"]).read_text(encoding="utf-8").strip() if request["registry"] else ""
    names = {row["out"]: Path(row["out"]).name for row in rows}
    runs = _equal_runs(rows, registry)
    equal = {run["out"]: [member["out"] for member in group] for group in runs.values() for run in group}
    entries: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["run"]:
            continue
        runner = _write_runner(row, runs[row["out"]], request, out) if row["out"] in runs else ""
        text = call_text(row, _origin(row, registry), names)
        variable_names = ["RUSTC_BOOTSTRAP", *variables.get(row["crate"], [])]
        entry = {
            "text": text,
            "unit": row["out"],
            "files": row["files"],
            "identity": row["identity"],
            "tail": call_tail(row).as_json(),
            "scripts": _run_and_equals(row["script"], equal) if row["script"] else [],
            "linked": [_run_and_equals(run, equal) for run in row["linked"]],
            "passLinks": row["passLinks"],
            "variables": {name: row["variables"].get(name) for name in variable_names},
            "runner": runner,
        }
        entries.setdefault(text, []).append(entry)
    files: dict[str, list[dict[str, Any]]] = {}
    for text, answers in entries.items():
        files.setdefault(file_name(text), []).extend(answers)
    for name, answers in files.items():
        (out / "keys" / name).write_text(json.dumps(answers, sort_keys=True), encoding="utf-8")


def _run_and_equals(run: str, equal: Mapping[str, Sequence[str]]) -> list[str]:
    """Return ``run`` and the runs of equal programs. Cargo has one run for libraries of the target and of the host."""
    return [run, *(equal_run for equal_run in equal.get(run, ()) if equal_run != run)]


def _origin(row: Mapping[str, Any], registry: str) -> str:
    """Return the source of the package in the words of rustlib/shell/lookup.rs."""
    if not row["vendored"]:
        return f"registry {registry}"
    # The folder of a git package is a link into the repository.
    directory = Path(row["vendored"]).resolve()
    return f"store {directory.relative_to(Path(row['store']))}"


def _equal_runs(rows: Sequence[Mapping[str, Any]], registry: str) -> dict[str, list[Mapping[str, Any]]]:
    """Return the recorded runs of each build script by program, first the runs with dependent libraries.

    A script has two programs in `cargo build` and `cargo check`, with different debug information in a library. Each
    program answers with the runs of both programs, because a library depends on one of the runs.
    """
    behaviour: dict[str, str] = {}
    for row in rows:
        if not row["run"]:
            text = call_text(without_debuginfo(row), _origin(row, registry), behaviour)
            behaviour[row["out"]] = file_name(text)
    used = {row["script"] for row in rows if not row["run"]}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (row["out"] not in used, row["out"])):
        if row["run"]:
            groups.setdefault(behaviour[row["run"]["program"]], []).append(row)
    programs = {row["run"]["program"] for row in rows if row["run"]}
    return {program: groups[behaviour[program]] for program in programs}


def _write_runner(
    row: Mapping[str, Any], runs: Sequence[Mapping[str, Any]], request: Mapping[str, Any], out: Path
) -> str:
    path = out / "runners" / Path(row["out"]).name
    record = {
        "program": f"{row['out']}/{row['files'][0]}",
        "environment": request["environment"],
        "runs": [
            {"out": run["out"], "env": script_variables(run["attributes"]), "links": run["run"]["links"]}
            for run in runs
        ],
    }
    path.write_text(f"#!{request['program']}\n{json.dumps(record, sort_keys=True)}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)
