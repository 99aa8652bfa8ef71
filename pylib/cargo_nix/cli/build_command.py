"""``cargo-nix build``, ``test`` and ``check``: run ``nix build`` with Cargo's face."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from cargo_nix.cli.build_session import BuildSession
from cargo_nix.cli.check_selection import selected_checks, split_flake
from cargo_nix.cli.nix_arguments import split_colour, split_json
from cargo_nix.cli.record_build import record_build
from cargo_nix.nix_log.nix_build import NixBuild
from cargo_nix.nix_log.unit_graph import root_derivations

__all__ = ["BUILD_COMMANDS", "BuildResult", "build_installables", "run_build"]

BUILD_COMMANDS = ("build", "test", "check")
"""The commands that run ``nix build``."""
_INTERRUPTED = 130


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildResult:
    """A finished ``nix build``: exit code, standard output, and the derivations of the results."""

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
    record_build(session, command, words, result.roots if result.code == 0 else ())
    return result.code


def build_installables(session: BuildSession, arguments: Sequence[str]) -> BuildResult:
    """Run ``nix build`` with ``arguments`` and show the build in ``session``."""
    asked_json = "--json" in arguments
    code, stdout = session.run(["nix", "build", *arguments, *([] if asked_json else ["--json"])])
    results, other_output = split_json(stdout)
    roots = results if code == 0 else root_derivations(session.build.announced)
    session.show_end(code, roots)
    return BuildResult(
        code=code, stdout=stdout if asked_json else other_output, roots=tuple(roots), build=session.build
    )


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
