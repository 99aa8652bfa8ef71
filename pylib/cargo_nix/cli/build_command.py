"""``cargo-nix build``, ``test`` and ``check``: run ``nix build`` with Cargo's face."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from cargo_nix.cli.build_session import BuildSession
from cargo_nix.cli.nix_arguments import check_expression, evaluation_options, split_colour, split_json
from cargo_nix.errors import BuildError
from cargo_nix.nix_log.nix_build import NixBuild
from cargo_nix.nix_log.run_nix import ask_nix
from cargo_nix.nix_log.unit_graph import root_derivations

__all__ = ["BUILD_COMMANDS", "BuildResult", "build_installables", "run_build", "selected_checks"]

BUILD_COMMANDS = ("build", "test", "check")
"""The commands that run ``nix build``."""
_INTERRUPTED = 130


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildResult:
    """A finished ``nix build``: its exit code, its standard output, and the derivations of its results."""

    code: int
    stdout: str
    roots: tuple[str, ...]
    build: NixBuild


def run_build(command: str, arguments: Sequence[str]) -> int:
    """Run ``command`` of `BUILD_COMMANDS` with ``arguments``; return Nix's exit code, or 130 after Ctrl-C.

    ``--color WHEN`` among the arguments is Cargo's option, all others are those of ``nix build``.
    """
    colour, words = split_colour(arguments)
    session = BuildSession(colour)
    try:
        is_build = command == "build"
        result = build_installables(session, words) if is_build else _build_checks(session, command, words)
    except KeyboardInterrupt:
        return _INTERRUPTED
    session.show_output(result.stdout)
    return result.code


def build_installables(session: BuildSession, arguments: Sequence[str]) -> BuildResult:
    """Run ``nix build`` with ``arguments`` and show the build in ``session``."""
    asked_json = "--json" in arguments
    code, stdout = session.run(["nix", "build", *arguments, *([] if asked_json else ["--json"])])
    results, other_output = split_json(stdout)
    roots = results if code == 0 else root_derivations(session.build.announced)
    session.show_end(code, roots)
    shown = stdout if asked_json else other_output
    return BuildResult(code=code, stdout=shown, roots=tuple(roots), build=session.build)


def _build_checks(session: BuildSession, command: str, arguments: Sequence[str]) -> BuildResult:
    # One red check must not end the others: Nix would stop them.
    defaults = [] if "--no-keep-going" in arguments else ["--keep-going"]
    has_link = {"--out-link", "-o", "--profile"}.intersection(arguments)
    defaults += [] if has_link else ["--no-link"]
    flake, options = split_flake(arguments)
    if "#" in flake:
        return build_installables(session, [*arguments, *defaults])
    code, stdout = session.run(selected_checks(command, flake, options))
    drvs = json.loads(stdout) if code == 0 else []
    if code != 0 or not drvs:
        session.show_end(code, [])
        if code == 0:
            session.show_note(f"the flake {flake} has nothing for `cargo-nix {command}`")
        return BuildResult(code=code, stdout="", roots=(), build=session.build)
    return build_installables(session, [*(f"{drv}^*" for drv in drvs), *options, *defaults])


def split_flake(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Return the flake in ``arguments`` and the options: the first word is a flake unless it is an option."""
    if arguments and not arguments[0].startswith("-"):
        return arguments[0], list(arguments[1:])
    return ".", list(arguments)


def selected_checks(command: str, flake: str, options: Sequence[str]) -> list[str]:
    """Return the call of Nix that prints the derivations of ``command`` (``test`` or ``check``) of ``flake``.

    Raises `BuildError` if Nix does not tell its system.
    """
    more = evaluation_options(options)
    system = ask_nix(["nix", "config", "show", "system"])
    if system is None:
        raise BuildError(
            problem="Nix does not tell the system for which it builds",
            place="nix config show system",
            ways_out=("enable `experimental-features = nix-command flakes` in nix.conf",),
        )
    return ["nix", "eval", "--json", f"{flake}#checks.{system.strip()}", "--apply", check_expression(command), *more]
