"""Arguments of ``nix build`` for other calls of Nix."""

import pytest

from cargo_nix.cli.nix_arguments import check_expression, evaluation_options, split_colour, split_json
from support.nix import evaluate, needs_nix


@pytest.mark.parametrize(
    ("arguments", "colour", "rest"),
    [
        ([".#a", "-L"], "auto", [".#a", "-L"]),
        (["--color", "always", ".#a"], "always", [".#a"]),
        (["--color=never", ".#a", "--color", "auto"], "auto", [".#a"]),
    ],
)
def test_colour(arguments: list[str], colour: str, rest: list[str]) -> None:
    assert split_colour(arguments) == (colour, rest)


@pytest.mark.parametrize("arguments", [["--color", "red"], ["--color"]])
def test_another_colour_is_an_error(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        split_colour(arguments)
    assert caught.value.code == 2
    value = (*arguments, "")[1]
    assert capsys.readouterr().err == f"error: invalid value '{value}' for '--color <WHEN>': auto, always or never\n"


def test_options_of_nix_build_alone() -> None:
    options = [
        "--impure",
        "-o",
        "x",
        "--no-link",
        "--override-input",
        "a",
        "b",
        "--rebuild",
        "--profile",
        "p",
        "-j",
        "2",
    ]
    assert evaluation_options(options) == ["--impure", "--override-input", "a", "b", "-j", "2"]


@pytest.mark.parametrize(
    ("stdout", "drvs", "rest"),
    [
        ('[{"drvPath":"/nix/store/a.drv","outputs":{}}]\n/nix/store/out\n', ["/nix/store/a.drv"], "/nix/store/out\n"),
        ('[{"outputs":{"out":"x"}},"/nix/store/source"]\n', [], ""),
        ("", [], ""),
        ("no JSON\n", [], "no JSON\n"),
    ],
)
def test_the_json_of_nix_build(stdout: str, drvs: list[str], rest: str) -> None:
    assert split_json(stdout) == (drvs, rest)


@pytest.mark.nix
@needs_nix
@pytest.mark.parametrize(("command", "expected"), [("test", ["t", "d"]), ("check", ["c", "o"])])
def test_checks_of_a_command(command: str, expected: list[str]) -> None:
    checks = (
        '{ t = { job = "test"; drvPath = "t"; }; u = { drvAttrs.job = "doctest"; drvPath = "d"; };'
        ' c = { job = "findings"; drvPath = "c"; }; o = { drvPath = "o"; }; }'
    )
    assert evaluate(f"({check_expression(command)}) {checks}") == expected
