"""Compare file sets with the paths that the processes of a real build use: cargo under strace.

    ./bench/opened [options] DIR|NAME@VERSION|CASE [build|test] [cargo flags]
    ./bench/opened [options] --list FILE

CASE is a directory of the cases beside the checkout. Cargo runs in a copy of the project: the given command, or first
build and then test. Each path of the workspace that a process opens, asks about or lists must be in the file set of the
process's unit. The command prints missing paths with their units, and `N processes, N paths, N missing`; exit status 1
means a missing path, 2 a failure of cargo, strace or the plan. Tests may fail, as with Cargo.

    --print outside    also print the paths that units use outside their packages; --print all: all paths
    --directory DIR    run cargo in DIR, relative to the project's root
    --json FILE        write the results as JSON
    --list FILE        print a table with a row for each line of FILE: [NAME=VALUE …] PROJECT [build|test] [cargo flags]
    --no-sets          only observe, without a comparison
    --record           write the observations to PROJECT.observed, beside the directory
    --recorded         compare with PROJECT.observed: cargo plans, and builds nothing
    -e NAME=VALUE      set a variable in cargo's environment
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("pylib", "dev", "tests", "bench")]

from opened_sets import FileSets, file_sets  # noqa: E402  -- found by the line above
from published import CARGO_HOME, fetch  # noqa: E402

from cargo_nix.errors import CargoNixError, ObserveError  # noqa: E402
from cargo_nix.observe import (  # noqa: E402
    Missing,
    Observation,
    UnitReadings,
    copy_workspace,
    message_sources,
    missing_paths,
    observe_copy,
)
from cargo_nix.observe.workspace_tree import read_tree  # noqa: E402
from support.observed import parse_observed, write_observed  # noqa: E402

CASES = CHECKOUT.parent / "shared/cases/native"
# Debug information takes a third of the time, and does not change the files that processes use.
QUICK = {"CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_HOME": str(CARGO_HOME)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A project: ``commands`` are ``build``, ``test`` or both, ``directory`` is cargo's working directory."""

    project: str
    commands: tuple[str, ...]
    flags: tuple[str, ...]
    env: Mapping[str, str]
    directory: str | None
    compare: bool
    recorded: bool

    @property
    def name(self) -> str:
        """The project's name in tables."""
        return Path(self.project).name

    @property
    def record(self) -> Path:
        """The path of the project's record."""
        source = _source(self.project)
        return source.with_name(f"{source.name}.observed")

    def command_line(self, command: str) -> str:
        """Return ``command`` with its flags, as in a record."""
        return " ".join(["cargo", command, *self.flags])


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The paths that one command uses, and the paths that the file sets lack."""

    command: str
    observation: Observation
    missing: tuple[Missing, ...]
    seconds: float

    @property
    def paths(self) -> int:
        """Return the number of compared paths; a path counts once for each unit."""
        return sum(len(unit.readings) for unit in self.observation.units)


def _source(project: str) -> Path:
    for directory in (Path(project), CASES / project):
        if directory.is_dir():
            return directory.resolve()
    return fetch(project).root


def _workspace(copy: Path, directory: str | None) -> str:
    """Return cargo's directory in ``copy``: ``directory``, else the root, else the only directory with a lock file."""
    if directory is not None or (copy / "Cargo.toml").exists():
        return directory or ""
    below = [path.parent for path in sorted(copy.glob("*/Cargo.lock"))]
    if len(below) != 1:
        raise ObserveError(problem="the project has no Cargo.toml", place=str(copy), ways_out=("--directory DIR",))
    return below[0].relative_to(copy).as_posix()


def _answers(question: Question) -> list[Answer]:
    """Return the answer for each command of ``question``; units of the first command do not run again."""
    with tempfile.TemporaryDirectory(prefix="cargo-nix-opened-") as scratch:
        copy = Path(os.path.realpath(scratch)) / "workspace"
        copy_workspace(_source(question.project), copy)
        directory = _workspace(copy, question.directory)
        if directory and question.compare:
            raise ObserveError(
                problem="file sets need a workspace in the project's root",
                place=directory,
                ways_out=("only observe: --no-sets",),
            )
        env = {**QUICK, **question.env}
        _fetch(copy / directory, env)
        sets: dict[str, FileSets] = {}
        if question.compare:
            # Read the file sets before cargo writes to the copy.
            sets = {command: file_sets(copy / directory, command, question.flags) for command in question.commands}
        recorded = _recorded(question, copy) if question.recorded else None
        answers = []
        for command in question.commands:
            start = time.monotonic()
            if recorded is None:
                observation = observe_copy(copy, command, _offline(question.flags), directory=directory, env=env)
            else:
                observation = recorded[question.command_line(command)]
            missing = tuple(missing_paths(observation, sets[command])) if question.compare else ()
            seconds = time.monotonic() - start
            answers.append(Answer(command=command, observation=observation, missing=missing, seconds=seconds))
    return answers


def _recorded(question: Question, copy: Path) -> dict[str, Observation]:
    """Return the observations of the project's record by command line."""
    observations = parse_observed(question.record.read_text(encoding="utf-8"), read_tree(copy).files)
    command_lines = [question.command_line(command) for command in question.commands]
    if any(line not in observations for line in command_lines):
        raise ObserveError(
            problem="the record lacks a command",
            place=question.record.name,
            expected=", ".join(command_lines),
            came=", ".join(observations),
            ways_out=("--record",),
        )
    return observations


def _offline(flags: Sequence[str]) -> list[str]:
    cargo_flags = list(flags[: flags.index("--")] if "--" in flags else flags)
    return [*cargo_flags, "--locked", "--offline", *flags[len(cargo_flags) :]]


def _fetch(directory: Path, env: Mapping[str, str]) -> None:
    Path(env["CARGO_HOME"]).mkdir(parents=True, exist_ok=True)
    commands = [["fetch", "--quiet", "--locked"]]
    if not (directory / "Cargo.lock").exists():
        commands.insert(0, ["generate-lockfile", "--quiet"])
    for command in commands:
        if subprocess.run(["cargo", *command], cwd=directory, env={**os.environ, **env}, check=False).returncode != 0:
            raise ObserveError(problem=f"`cargo {' '.join(command)}` failed (see above)", place=str(directory))


def _describe(unit: UnitReadings | Missing) -> str:
    return f"{unit.directory or '.'} {unit.key}"


def _is_outside(path: str, directory: str) -> bool:
    """Return whether ``path`` is outside the package in ``directory``; directories above the package are inside."""
    return not path.startswith(f"{directory}/") and not (path.endswith("/") and f"{directory}/".startswith(path))


def _print_answer(answer: Answer, which: str) -> None:
    for unit in answer.observation.units if which != "missing" else ():
        for reading in unit.readings:
            if which == "all" or (unit.directory and _is_outside(reading.path, unit.directory)):
                print(f"{_describe(unit)}: {reading.how} {reading.path} ({', '.join(reading.programs)})")
    for unit, reading in message_sources(answer.observation) if which != "missing" else ():
        print(f"{_describe(unit)}: rustc's messages {reading.path}")
    for unit in answer.observation.foreign:
        for reading in unit.readings:
            print(f"crate {_describe(unit)}: {reading.how} {reading.path} ({', '.join(reading.programs)})")
    for missing in answer.missing:
        note = "" if missing.has_set else ", the unit has no file set"
        reading = missing.reading
        print(f"missing: {_describe(missing)}: {reading.how} {reading.path} ({', '.join(reading.programs)}{note})")


def _summary(answers: Sequence[Answer]) -> str:
    processes = sum(answer.observation.processes for answer in answers)
    paths = sum(answer.paths for answer in answers)
    return f"{processes} processes, {paths} paths, {sum(len(answer.missing) for answer in answers)} missing"


def _as_json(question: Question, answers: Sequence[Answer]) -> dict[str, object]:
    return {
        "project": question.name,
        "flags": list(question.flags),
        "answers": {
            answer.command: {
                "observation": asdict(answer.observation),
                "missing": [asdict(missing) for missing in answer.missing],
                "seconds": round(answer.seconds, 1),
            }
            for answer in answers
        },
    }


def _row(question: Question, answers: Sequence[Answer], error: str = "") -> str:
    columns = [question.name, "+".join(question.commands)]
    if error:
        return f"{columns[0]:<28} {columns[1]:<11} {error}"
    units = sum(len(answer.observation.units) for answer in answers)
    processes = sum(answer.observation.processes for answer in answers)
    paths = sum(answer.paths for answer in answers)
    missing = sum(len(answer.missing) for answer in answers)
    foreign = sum(len(unit.readings) for answer in answers for unit in answer.observation.foreign)
    codes = [code for answer in answers for code in answer.observation.exit_codes]
    tests = "fail" if any(codes) else "pass"
    seconds = sum(answer.seconds for answer in answers)
    return (
        f"{columns[0]:<28} {columns[1]:<11} {units:>5} {processes:>9} {paths:>6} {missing:>7} {foreign:>7}"
        f" {tests:>5} {seconds:>6.0f}"
    )


def _parse(argv: Sequence[str]) -> tuple[argparse.Namespace, list[Question]]:
    parser = argparse.ArgumentParser(
        prog="./bench/opened", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--print", dest="which", choices=("missing", "outside", "all"), default="missing")
    parser.add_argument("--directory")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--list", type=Path)
    for option in ("--no-sets", "--record", "--recorded"):
        parser.add_argument(option, action="store_true")
    parser.add_argument("-e", dest="env", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="PROJECT [build|test] [cargo flags]")
    arguments = parser.parse_args(argv)
    if bool(arguments.words) == (arguments.list is not None):
        parser.error("give either PROJECT or --list")
    lines = [arguments.words]
    if arguments.list is not None:
        texts = arguments.list.read_text(encoding="utf-8").splitlines()
        lines = [words for words in (shlex.split(text, comments=True) for text in texts) if words]
    return arguments, [_question([*arguments.env, *words], arguments) for words in lines]


def _question(words: list[str], arguments: argparse.Namespace) -> Question:
    env = {}
    while words and "=" in words[0] and words[0].partition("=")[0].isidentifier():
        name, _equals, env[name] = words.pop(0).partition("=")
    project, *cargo_args = words
    commands = (cargo_args.pop(0),) if cargo_args and cargo_args[0] in {"build", "test"} else ("build", "test")
    return Question(
        project=project,
        commands=commands,
        flags=tuple(cargo_args),
        env=env,
        directory=arguments.directory,
        compare=not arguments.no_sets,
        recorded=arguments.recorded,
    )


def main(argv: Sequence[str]) -> int:
    """Observe and compare the projects of ``argv``; return 1 if a path is missing, 2 after a failure."""
    arguments, questions = _parse(argv)
    table, json_rows, worst = arguments.list is not None, [], 0
    if table:
        print(f"{'project':<28} {'command':<11} {'units':>5} processes  paths missing foreign tests      s")
    for question in questions:
        try:
            answers = _answers(question)
        except CargoNixError as error:
            print(_row(question, (), f"error: {error.problem}") if table else str(error), flush=True)
            worst = 2
            continue
        json_rows.append(_as_json(question, answers))
        if arguments.record:
            observed = [(question.command_line(answer.command), answer.observation) for answer in answers]
            question.record.write_text(write_observed(observed), encoding="utf-8")
        if table:
            print(_row(question, answers), flush=True)
        else:
            for answer in answers:
                _print_answer(answer, arguments.which)
            print(_summary(answers))
        if any(answer.missing for answer in answers):
            worst = max(worst, 1)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(json_rows, indent=1) + "\n", encoding="utf-8")
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
