"""Cargo's errors as errors of cargo-nix: cargo's message, the place in the project, and ways out."""

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.cargo.cargo_request import Request
from cargo_nix.errors import CargoError

__all__ = ["read_refusal"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Case:
    """An error of cargo (``sign``; the group is ``{name}``) and our message for it."""

    sign: re.Pattern[str]
    problem: str
    place: str
    expected: str
    ways_out: tuple[str, ...]
    shows_rest: bool = False


# The directory of locked crates, beside the copy of the source (pipeline.py).
_ELSEWHERE = "../cargo-home/"
_RELOCK = ("run `cargo update --workspace` (or any `cargo build`) in the project and commit Cargo.lock",)

_UNREADABLE = re.compile(r"failed to read `([^`]*Cargo\.toml)`[^`]*No such file")

_OUTSIDE = _Case(
    sign=_UNREADABLE,
    problem="a path in a manifest is outside of the source",
    place="{name}",
    expected="all members and path dependencies below `src`",
    ways_out=(
        "set `src` to a directory with all of them, and `cargoRoot` to the directory of the workspace",
        "depend on the package by git or by version",
    ),
)

_LACKS_FILE = re.compile(r"can't find [\w-]+ `[^`]+` at path `([^`]+)`")

_OUTSIDE_FILE = _Case(
    sign=_LACKS_FILE,
    problem="the file of a target is outside of the source",
    place="{name}",
    expected="the files of all targets below `src`",
    ways_out=(
        "set `src` to a directory with the file, and `cargoRoot` to the directory of the workspace",
        "move the file into the package",
    ),
)

# Cargo's message is the same for both places.
_CASES_OUTSIDE = {_UNREADABLE: _OUTSIDE, _LACKS_FILE: _OUTSIDE_FILE}

_CASES = (
    _Case(
        sign=_LACKS_FILE,
        problem="the file of a target is missing",
        place="{name}",
        expected="a file at the `path` of each target",
        ways_out=(
            "in a git checkout: git add the file (Nix sees only tracked files)",
            "correct the `path`: `cargo check --all-targets` in the project shows the same error",
        ),
    ),
    _Case(
        sign=_UNREADABLE,
        problem="a manifest is missing",
        place="{name}",
        expected="a Cargo.toml at each path of `members` and of dependencies",
        ways_out=(
            "in a git checkout: git add the file (Nix sees only tracked files)",
            "correct the path: `cargo metadata` in the project shows the same error",
        ),
    ),
    _Case(
        sign=re.compile(r"lock file .* because --locked"),
        problem="Cargo.lock does not match the manifests",
        place="Cargo.lock",
        expected="a lock file that needs no change",
        ways_out=_RELOCK,
    ),
    _Case(
        sign=re.compile(r"no matching package|failed to select a version"),
        problem="Cargo.lock does not match the manifests",
        place="Cargo.lock",
        expected="every dependency of the manifests in the lock file",
        ways_out=_RELOCK,
        shows_rest=True,
    ),
    _Case(
        sign=re.compile(r"package ID specification `([^`]+)` did not match any packages"),
        problem="no package `{name}` in the workspace",
        place="buildCargoWorkspace: packages",
        expected="names of workspace members",
        ways_out=("correct the `packages` argument", "remove the argument to build the default members"),
    ),
    _Case(
        sign=re.compile(r"error: .*(?:does not contain|does not have|none of the selected packages).* feature"),
        problem="a selected feature does not exist",
        place="buildCargoWorkspace: features",
        expected="features that a selected package declares",
        ways_out=("correct the `features` argument", "declare the feature in the package's [features]"),
    ),
    _Case(
        sign=re.compile(r"no (?:bin|example|test|bench|library) targets? (?:named |matches |found)"),
        problem="a selected target does not exist",
        place="buildCargoWorkspace: targets",
        expected="targets that a selected package has",
        ways_out=("correct the `targets` argument", "select the package that has it with `packages` or `workspace`"),
        shows_rest=True,
    ),
    _Case(
        sign=re.compile(r"target `[^`]+` in package `[^`]+` requires the features"),
        problem="a selected target requires features that are not enabled",
        place="buildCargoWorkspace: targets",
        expected="enabled `required-features` of the target",
        ways_out=("enable the features with the `features` argument", "leave the target out of `cargoTargets`"),
    ),
    _Case(
        sign=re.compile(r"--exclude can only be used together with --workspace"),
        problem="`exclude` needs `workspace`",
        place="buildCargoWorkspace: exclude",
        expected="`workspace = true;` beside it",
        ways_out=("add `workspace = true;`", "name the packages with `packages` instead"),
    ),
    _Case(
        sign=re.compile(r"profile `[^`]+` is not defined"),
        problem="the profile does not exist",
        place="buildCargoWorkspace: profile",
        expected="dev, release, test, bench, or a profile that the root manifest declares",
        ways_out=(
            "correct the `profile` argument",
            "declare [profile.<name>] with `inherits` in the root Cargo.toml",
        ),
    ),
    _Case(
        sign=re.compile(r"`artifact = …` requires `-Z bindeps` \(([^)]+)\)"),
        problem="this cargo refuses artifact dependencies",
        place="the dependency `{name}`",
        expected="a nightly cargo, and `bindeps = true` below `[unstable]` in .cargo/config.toml",
        ways_out=(
            "pass a nightly toolchain, and add the setting to .cargo/config.toml",
            "build the program on its own, and pass the path in a variable: see Cargo.dependencies.nix",
            "call the program's library instead",
        ),
    ),
    _Case(
        sign=re.compile(r"could not parse TOML configuration in `([^`\n]+)`"),
        problem="Cargo's configuration does not parse",
        place="{name}",
        expected="a configuration file that this cargo reads",
        ways_out=("correct the file: `cargo metadata` in the project shows the same error",),
        shows_rest=True,
    ),
    _Case(
        sign=re.compile(r"(?:-->|manifest at `)\s*([^`\n]+)"),
        problem="a manifest does not parse",
        place="{name}",
        expected="a manifest that this cargo reads",
        ways_out=("correct the manifest: `cargo metadata` in the project shows the same error",),
        shows_rest=True,
    ),
)

# A line of a manifest may be a megabyte.
_WIDTH = 300

# Lines that do not help: most are about --offline, which the plan's derivation always uses.
_NOISE = (
    "warning: ",
    "note: offline mode",
    "location searched: ",
    "help: if this error is too confusing",
    "help: to avoid the",
    "help: to gen",
)


def read_refusal(stderr: str, request: Request, args: list[str]) -> CargoError:
    """Return our error for a call of cargo with ``args``, given cargo's ``stderr``.

    Paths in the message start at the root of the source of ``request``, because cargo ran in a copy.
    """
    text = _shorten_lines(stderr, request.root)
    came, excerpt, command = _first_error(text), _after_first_error(text), f"cargo {args[0]}"
    for case in _CASES:
        match = case.sign.search(text)
        if match:
            words = {"name": _path_in_project(match, request) if match.re.groups else ""}
            if _is_outside(words["name"]):
                case = _CASES_OUTSIDE.get(case.sign, case)  # noqa: PLW2901 -- the same error of cargo
            return CargoError(
                problem=case.problem.format(**words),
                place=case.place.format(**words),
                expected=case.expected,
                came=came,
                excerpt=excerpt if case.shows_rest else _hints(text),
                # For the manifest of a locked crate, the ways out of the case do not apply.
                ways_out=_if_it_stops_there(command) if words["name"].startswith(_ELSEWHERE) else case.ways_out,
            )
    return CargoError(
        problem=f"`{command}` stopped",
        place="the project's manifests",
        came=came,
        excerpt=excerpt,
        ways_out=_if_it_stops_there(command),
    )


def _path_in_project(match: re.Match[str], request: Request) -> str:
    """Return the name in cargo's message; a path starts at the root of the source."""
    name = match[1]
    if match[0].startswith("-->"):
        # Cargo shows this path relative to its working directory.
        name = posixpath.normpath(posixpath.join(request.cargo_root, name))
    if match.re is _LACKS_FILE:
        name = posixpath.normpath(name)
    around = f"{request.root.parent}/"
    return f"../{name.removeprefix(around)}" if name.startswith(around) else name


def _is_outside(path: str) -> bool:
    return path.startswith(("/", "../")) and not path.startswith(_ELSEWHERE)


def _if_it_stops_there(command: str) -> tuple[str, ...]:
    return (
        f"run `{command} --locked` in the project: if it stops there too, its words say what to correct",
        "otherwise, please report this message: cargo-nix gives cargo the locked crates in directories",
    )


def _shorten_lines(stderr: str, root: Path) -> str:
    text = stderr.replace(f"{root}/", "").replace(str(root), ".")
    lines = (line.rstrip() for line in text.strip().splitlines() if not line.startswith(_NOISE))
    return "\n".join(line if len(line) <= _WIDTH else f"{line[:_WIDTH]}…" for line in lines)


def _first_error(text: str) -> str:
    lines = text.splitlines()
    first = next((line for line in lines if line.startswith("error: ")), lines[0] if lines else "")
    return first.removeprefix("error: ")


def _after_first_error(text: str) -> str:
    before, marker, from_error = text.partition("error: ")
    return from_error.partition("\n")[2].strip("\n") if marker else before


def _hints(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if "help:" in line or "Did you mean" in line)
