"""The file sets against what the processes of a real build use: cargo under strace.

    ./bench/opened [options] DIR|ARCHIVE|NAME@VERSION|CASE [build|test|build+test] [cargo flags]
    ./bench/opened [options] --list FILE|DIR

CASE is a directory of the cases beside the checkout. Cargo runs in a copy of the project; without a command it builds,
then tests. Each path of the workspace that a process opens, asks about or lists has to be in the file set of the
process's unit. Prints each that is missing with its unit, and `N processes, N paths, N missing`; 1 if any is missing,
2 if cargo, strace or the plan fails. Tests may fail: their result is Cargo's.

    --print outside    print what units use outside of their packages too; --print all, everything that they use
    --directory DIR    where cargo runs, from the project's root: for a workspace that lies below it (in a line of a
                       list: `--cargo-root=DIR` among the flags)
    --json FILE        write all of it as JSON
    --list FILE        a table with a row for each line of FILE: `[NAME=VALUE …] PROJECT [build|test] [cargo flags]`
    --list DIR         the same of the projects in DIR: each has its lines, without its name, in a file `cases`. Of each
                       command the first one counts: sets depend on no profile and no target
    --no-sets          observe alone; nothing is compared
    --record           write what is observed to PROJECT.observed, beside the directory
    --recorded         compare with PROJECT.observed: cargo plans, and builds nothing
    -e NAME=VALUE      a variable of cargo's environment
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
from cargo_nix.observe.tree import read_tree  # noqa: E402
from support.observed import parse_observed, write_observed  # noqa: E402

CASES = CHECKOUT.parent / "shared/cases/native"
_COMMANDS = frozenset({"build", "test", "build+test"})
_ROOT = "--cargo-root="
# Debug information costs a third of the time, and no process looks for other files with it.
QUICK = {"CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_HOME": str(CARGO_HOME)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One project: ``commands`` are ``build``, ``test`` or both, ``directory`` is where cargo runs."""

    project: str
    commands: tuple[str, ...]
    flags: tuple[str, ...]
    env: Mapping[str, str]
    directory: str | None
    compare: bool
    recorded: bool

    @property
    def name(self) -> str:
        """How tables call the project."""
        return Path(self.project).name.removesuffix(".tar.xz")

    @property
    def record(self) -> Path:
        """Where the record of a directory lies."""
        source = _source(self.project)
        return source.with_name(f"{source.name}.observed")

    def command_line(self, command: str) -> str:
        """Return ``command`` as a record names it."""
        return " ".join(["cargo", command, *self.flags])


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What one command used, and what of it the file sets lack."""

    command: str
    observation: Observation
    missing: tuple[Missing, ...]
    seconds: float

    @property
    def paths(self) -> int:
        """Return the number of paths that are compared: each one counts once a unit."""
        return sum(len(unit.readings) for unit in self.observation.units)


def _source(project: str) -> Path:
    for place in (Path(project), CHECKOUT / project, CASES / project):
        if place.exists():
            return place.resolve()
    return fetch(project).root


def _copy_project(project: str, copy: Path) -> None:
    """Copy the project, a directory or an archive with one directory in it, to ``copy``."""
    source = _source(project)
    if source.is_dir():
        copy_workspace(source, copy)
        return
    with tempfile.TemporaryDirectory(dir=copy.parent) as scratch, tarfile.open(source) as archive:
        archive.extractall(scratch, filter="data")
        (inside,) = Path(scratch).iterdir()
        copy_workspace(inside, copy)


def _workspace(copy: Path, asked: str | None) -> str:
    """Return where cargo runs in ``copy``: what is asked, else the root, else the one directory with a lock file."""
    if asked is not None or (copy / "Cargo.toml").exists():
        return asked or ""
    below = [path.parent for path in sorted(copy.glob("*/Cargo.lock"))]
    if len(below) != 1:
        raise ObserveError(problem="the project has no Cargo.toml", place=str(copy), ways_out=("--directory DIR",))
    return below[0].relative_to(copy).as_posix()


def _answers(question: Question) -> list[Answer]:
    """Return what each command of ``question`` used; the second does not run units again that the first one ran."""
    with tempfile.TemporaryDirectory(prefix="cargo-nix-opened-") as scratch:
        copy = Path(os.path.realpath(scratch)) / "workspace"
        _copy_project(question.project, copy)
        directory = _workspace(copy, question.directory)
        env = {**QUICK, **question.env}
        _fetch(copy / directory, env)
        sets: dict[str, FileSets] = {}
        if question.compare:
            # Before cargo writes anything into the copy.
            sets = {command: file_sets(copy, command, question.flags, directory) for command in question.commands}
        recorded = _recorded(question, copy) if question.recorded else None
        answers = []
        for command in question.commands:
            started = time.monotonic()
            if recorded is None:
                observation = observe_copy(copy, command, _offline(question.flags), directory=directory, env=env)
            else:
                observation = recorded[question.command_line(command)]
            missing = tuple(missing_paths(observation, sets[command])) if question.compare else ()
            seconds = time.monotonic() - started
            answers.append(Answer(command=command, observation=observation, missing=missing, seconds=seconds))
    return answers


def _recorded(question: Question, copy: Path) -> dict[str, Observation]:
    """Return what the project's record says, by command line."""
    observations = parse_observed(question.record.read_text(encoding="utf-8"), read_tree(copy).files)
    lacking = [question.command_line(command) for command in question.commands]
    if any(line not in observations for line in lacking):
        raise ObserveError(
            problem="the record has no such command",
            place=question.record.name,
            expected=", ".join(lacking),
            came=", ".join(observations),
            ways_out=("--record",),
        )
    return observations


def _offline(flags: Sequence[str]) -> list[str]:
    own = list(flags[: flags.index("--")] if "--" in flags else flags)
    return [*own, "--locked", "--offline", *flags[len(own) :]]


def _fetch(place: Path, env: Mapping[str, str]) -> None:
    Path(env["CARGO_HOME"]).mkdir(parents=True, exist_ok=True)
    commands = [["fetch", "--quiet", "--locked"]]
    if not (place / "Cargo.lock").exists():
        commands.insert(0, ["generate-lockfile", "--quiet"])
    for command in commands:
        if subprocess.run(["cargo", *command], cwd=place, env={**os.environ, **env}, check=False).returncode != 0:
            raise ObserveError(problem=f"`cargo {' '.join(command)}` failed (see above)", place=str(place))


def _describe(unit: UnitReadings | Missing) -> str:
    return f"{unit.directory or '.'} {unit.key}"


def _is_outside(path: str, directory: str) -> bool:
    """Return whether ``path`` is none of the package in ``directory``; directories above it are no files of others."""
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
    for lack in answer.missing:
        note = "" if lack.has_set else ", the unit has no file set"
        reading = lack.reading
        print(f"missing: {_describe(lack)}: {reading.how} {reading.path} ({', '.join(reading.programs)}{note})")


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
                "missing": [asdict(lack) for lack in answer.missing],
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
        parser.error("one of PROJECT and --list is needed")
    lines = [arguments.words]
    if arguments.list is not None:
        lines = _read_list(arguments.list)
    return arguments, [_question([*arguments.env, *words], arguments) for words in lines]


def _read_list(place: Path) -> list[list[str]]:
    """Return the lines of the list ``place``, or of the projects in it that build or test."""
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
    """Print the row of ``question``, or its summary, and what is missing in any case."""
    if table:
        print(_row(question, answers), flush=True)
    for answer in answers:
        if answer.missing or not table:
            _print_answer(answer, which)
    if not table:
        print(_summary(answers))


def main(argv: Sequence[str]) -> int:
    """Observe the project, or each one of the list, and compare; 1 where a path is missing, 2 where something fails."""
    arguments, questions = _parse(argv)
    table, written, worst, total = arguments.list is not None, [], 0, list[Answer]()
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
        written.append(_as_json(question, answers))
        if arguments.record:
            observed = [(question.command_line(answer.command), answer.observation) for answer in answers]
            question.record.write_text(write_observed(observed), encoding="utf-8")
        _show(question, answers, table=table, which=arguments.which)
        total += answers
    if table:
        print(f"| all | | {' | '.join(map(str, _figures(total)))} | | |")
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return max(worst, int(any(answer.missing for answer in total)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
