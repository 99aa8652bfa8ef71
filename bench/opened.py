"""Compare file sets with the paths that the processes of a real build use: cargo under strace.

    ./bench/opened [options] DIR|ARCHIVE|NAME@VERSION|CASE [build|test|build+test] [cargo flags]
    ./bench/opened [options] --list FILE|DIR

CASE is a directory of the cases beside the checkout. Cargo runs in a copy of the project: the given command, or first
build and then test. Each path of the workspace that a process opens, asks about or lists must be in the file set of the
process's unit. The command prints missing paths with their units, and `N processes, N paths, N missing`; exit status 1
means a missing path, 2 a failure of cargo, strace or the plan. Tests may fail, as with Cargo.

    --print outside    also print the paths that units use outside their packages; --print all: all paths
    --directory DIR    run cargo in DIR, relative to the project's root (in a list: --cargo-root=DIR among the flags)
    --json FILE        write the results as JSON
    --list FILE        print a table with a row for each line of FILE: [NAME=VALUE …] PROJECT [build|test] [cargo flags]
    --list DIR         the same for the projects in DIR: the first line of each command in the project's file `cases`
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
import tarfile
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
_COMMANDS = frozenset({"build", "test", "build+test"})
_ROOT = "--cargo-root="
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
        return Path(self.project).name.removesuffix(".tar.xz")

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
    for path in (Path(project), CHECKOUT / project, CASES / project):
        if path.exists():
            return path.resolve()
    return fetch(project).root


def _copy_project(project: str, copy: Path) -> None:
    """Copy the project to ``copy``. The project is a directory, a crate, or an archive with one directory."""
    source = _source(project)
    if source.is_dir():
        copy_workspace(source, copy)
        return
    with tempfile.TemporaryDirectory(dir=copy.parent) as scratch, tarfile.open(source) as archive:
        archive.extractall(scratch, filter="data")
        (directory,) = Path(scratch).iterdir()
        copy_workspace(directory, copy)


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
        _copy_project(question.project, copy)
        directory = _workspace(copy, question.directory)
        env = {**QUICK, **question.env}
        _fetch(copy / directory, env)
        sets: dict[str, FileSets] = {}
        if question.compare:
            # Read the file sets before cargo writes to the copy.
            sets = {command: file_sets(copy, command, question.flags, directory) for command in question.commands}
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
    variables = [f"{name}={value}" for name, value in question.env.items()]
    command = " ".join([*variables, "+".join(question.commands), *question.flags])
    if error:
        return f"| {question.name} | `{command}` | {error} |"
    figures = _figures(answers)
    codes = [code for answer in answers for code in answer.observation.exit_codes]
    tests = "fail" if any(codes) else "pass"
    seconds = sum(answer.seconds for answer in answers)
    return f"| {question.name} | `{command}` | {' | '.join(map(str, figures))} | {tests} | {seconds:.0f} |"


def _figures(answers: Sequence[Answer]) -> tuple[int, int, int, int]:
    """Return the numbers of units, processes, paths, and missing paths."""
    return (
        sum(len(answer.observation.units) for answer in answers),
        sum(answer.observation.processes for answer in answers),
        sum(answer.paths for answer in answers),
        sum(len(answer.missing) for answer in answers),
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
        lines = _read_list(arguments.list)
    return arguments, [_question([*arguments.env, *words], arguments) for words in lines]


def _read_list(place: Path) -> list[list[str]]:
    """Return the words of each line of the list ``place``, or the lines of the projects in the directory ``place``."""
    texts = [place.read_text(encoding="utf-8")] if place.is_file() else []
    for cases in sorted(place.glob("*/cases")):
        commands = set[tuple[str, bool]]()
        for line in cases.read_text(encoding="utf-8").splitlines():
            variables, words = _take_variables(shlex.split(line))
            command = next(word for word in words if not word.startswith(_ROOT)), "--doc" in words
            if command[0] in _COMMANDS and command not in commands:
                commands.add(command)
                texts.append(shlex.join([*variables, str(cases.parent), *words]))
    lines = [shlex.split(line, comments=True) for text in texts for line in text.splitlines()]
    return [words for words in lines if words]


def _take_variables(words: Sequence[str]) -> tuple[list[str], list[str]]:
    count = 0
    while "=" in words[count] and words[count].partition("=")[0].isidentifier():
        count += 1
    return list(words[:count]), list(words[count:])


def _question(words: list[str], arguments: argparse.Namespace) -> Question:
    variables, (project, *rest) = _take_variables(words)
    roots = [word.removeprefix(_ROOT) for word in rest if word.startswith(_ROOT)]
    rest = [word for word in rest if not word.startswith(_ROOT)]
    commands = tuple(rest.pop(0).split("+")) if rest and rest[0] in _COMMANDS else ("build", "test")
    return Question(
        project=project,
        commands=commands,
        flags=tuple(rest),
        env={name: value for name, _equals, value in (word.partition("=") for word in variables)},
        directory=roots[-1] if roots else arguments.directory,
        compare=not arguments.no_sets,
        recorded=arguments.recorded,
    )


def _show(question: Question, answers: Sequence[Answer], *, table: bool, which: str) -> None:
    """Print the row or the summary of ``question``, and each missing path."""
    if table:
        print(_row(question, answers), flush=True)
    for answer in answers:
        if answer.missing or not table:
            _print_answer(answer, which)
    if not table:
        print(_summary(answers))


def main(argv: Sequence[str]) -> int:
    """Observe and compare the projects of ``argv``; return 1 if a path is missing, 2 after a failure."""
    arguments, questions = _parse(argv)
    table, json_rows, worst, total = arguments.list is not None, [], 0, list[Answer]()
    if table:
        print("| project | command | units | processes | paths | missing | tests | seconds |")
        print("| --- | --- | ---: | ---: | ---: | ---: | --- | ---: |", flush=True)
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
        _show(question, answers, table=table, which=arguments.which)
        total += answers
    if table:
        print(f"| all | | {' | '.join(map(str, _figures(total)))} | | |")
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(json_rows, indent=1) + "\n", encoding="utf-8")
    return max(worst, int(any(answer.missing for answer in total)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
