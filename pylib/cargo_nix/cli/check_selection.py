"""The checks of a flake that ``cargo-nix test`` and ``check`` build."""

from collections.abc import Sequence

from cargo_nix.cli.nix_arguments import check_expression, evaluation_options
from cargo_nix.errors import BuildError
from cargo_nix.nix_log.run_nix import ask_nix

__all__ = ["selected_checks", "split_flake"]


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
            problem="the call of Nix for the system's name failed",
            place="nix config show system",
            ways_out=("enable `experimental-features = nix-command flakes` in nix.conf",),
        )
    return ["nix", "eval", "--json", f"{flake}#checks.{system.strip()}", "--apply", check_expression(command), *more]
