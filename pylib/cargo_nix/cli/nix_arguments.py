"""Arguments of ``nix build`` for other calls of Nix."""

import json
import sys
from collections.abc import Sequence

from cargo_nix.cli.build_session import Colour

__all__ = ["check_expression", "evaluation_options", "split_colour", "split_json"]

# Options of `nix build` alone, with the number of values (Nix manual, "nix build").
_BUILD_ONLY = {
    "--dry-run": 0,
    "--json": 0,
    "--no-link": 0,
    "--out-link": 1,
    "-o": 1,
    "--print-out-paths": 0,
    "--profile": 1,
    "--rebuild": 0,
}
_TEST_JOBS = ("test", "doctest")


def split_colour(arguments: Sequence[str]) -> tuple[Colour, list[str]]:
    """Return the value of ``--color`` in ``arguments`` (the last one), and the arguments of Nix.

    Exits with code 2 for a value that Cargo refuses.
    """
    colour, nix_words, words = "auto", list[str](), iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if name != "--color":
            nix_words.append(word)
            continue
        colour = value if equals else next(words, "")
    match colour:
        case "auto" | "always" | "never":
            return colour, nix_words
        case _:
            print(f"error: invalid value '{colour}' for '--color <WHEN>': auto, always or never", file=sys.stderr)
            raise SystemExit(2)


def evaluation_options(options: Sequence[str]) -> list[str]:
    """Return the ``options`` of ``nix build`` that ``nix eval`` also has."""
    words, result = iter(options), list[str]()
    for word in words:
        values = _BUILD_ONLY.get(word)
        if values is None:
            result.append(word)
        for _value in range(values or 0):
            next(words, None)
    return result


def check_expression(command: str) -> str:
    """Return a Nix function from the checks of a flake to the derivations that ``command`` builds.

    ``test`` builds the checks that run tests, ``check`` all others. The attribute ``job`` tells them apart
    (nixlib/checks/mkJob.nix).
    """
    jobs = " ".join(json.dumps(job) for job in _TEST_JOBS)
    job = 'checks.${name}.job or checks.${name}.drvAttrs.job or ""'
    runs_tests = f"builtins.elem ({job}) [ {jobs} ]"
    selects = runs_tests if command == "test" else f"!({runs_tests})"
    return (
        f"checks: map (name: checks.${{name}}.drvPath) (builtins.filter (name: {selects}) (builtins.attrNames checks))"
    )


def split_json(stdout: str) -> tuple[list[str], str]:
    """Return the derivations in the JSON of ``nix build --json``, and the output behind the JSON."""
    try:
        results, end = json.JSONDecoder().raw_decode(stdout)
    except ValueError:
        return [], stdout
    drvs = [str(result["drvPath"]) for result in results if isinstance(result, dict) and "drvPath" in result]
    return drvs, stdout[end:].removeprefix("\n")
