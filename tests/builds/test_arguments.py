"""Arguments of buildCargoWorkspace: a wrong type, a wrong name or an empty value is an error with a message."""

from pathlib import Path

import pytest

from support.nix import CHECKOUT, Failed, evaluate, needs_nix, workspace

pytestmark = [needs_nix, pytest.mark.nix]

GOLDEN = Path(__file__).with_name("arguments.txt")
# For every argument, its parts and all these values: the message, or "accepted".
TABLE = f"""
let
  all = builtins.concatMap (group: group.options) (import {CHECKOUT}/nixlib {{ }}).scope.options;
  values = [
    {{ text = "1"; value = 1; }}
    {{ text = "true"; value = true; }}
    {{ text = "null"; value = null; }}
    {{ text = ''""''; value = ""; }}
    {{ text = ''"x"''; value = "x"; }}
    {{ text = "[ ]"; value = [ ]; }}
    {{ text = "[ 1 ]"; value = [ 1 ]; }}
    {{ text = "{{ }}"; value = {{ }}; }}
    {{ text = "{{ x = 1; }}"; value = {{ x = 1; }}; }}
    {{ text = "x: x"; value = x: x; }}
  ];
  line = place: option: {{ text, value }}:
    let mismatches = option.type.mismatches place value; first = builtins.head mismatches; in
    "${{place}} = ${{text}}: " + (
      if mismatches == [ ] then "accepted"
      else "${{first.problem}}; expected ${{first.expected}}; got ${{first.got}}"
    );
  partsOf = type:
    if type ? options then builtins.attrValues type.options
    else if type ? element then partsOf type.element else [ ];
  nameIn = type: if type ? element then ".NAME" else "";
  lines = place: option:
    map (line place option) values
    ++ builtins.concatMap (part: lines "${{place}}${{nameIn option.type}}.${{part.name}}" part) (partsOf option.type);
in
builtins.concatMap (option: lines option.name option) all
"""


def message_table() -> list[str]:
    """Return a line for each argument and value."""
    lines = evaluate(TABLE)
    assert isinstance(lines, list)
    return lines


@pytest.fixture(scope="module", name="table")
def message_table_of_today() -> list[str]:
    return message_table()


def test_messages_for_all_arguments_and_values(table: list[str]) -> None:
    assert GOLDEN.read_text(encoding="utf-8") == "\n".join(table) + "\n"


def test_no_argument_accepts_every_type(table: list[str]) -> None:
    messages: dict[str, int] = {}
    for line in table:
        argument, _equals, result = line.partition(" = ")
        messages[argument] = messages.get(argument, 0) + (not result.endswith(": accepted"))
    assert [argument for argument, count in messages.items() if count == 0] == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            "gitHashes = { };",
            [
                "error: `gitHashes` is not an argument",
                "  at: buildCargoWorkspace: gitHashes",
                "  expected: an argument of docs/options.md",
                "  got: gitHashes",
                "  ways out:",
                "    1. did you mean `outputHashes`?",
                "    2. remove the argument",
            ],
        ),
        (
            "packageOverrides.app.testArgs = [ ];",
            [
                "error: `packageOverrides.app.testArgs` is not an argument",
                "  at: buildCargoWorkspace: packageOverrides.app.testArgs",
                "  expected: one of buildInputs, buildScriptInputs, buildScriptWritable, env, extraFiles, macroInputs, "
                "nativeBuildInputs, shippedFiles, test",
                "  got: testArgs",
                "  ways out:",
                "    1. did you mean `packageOverrides.app.test`?",
                "    2. remove the argument",
            ],
        ),
        (
            'cargoTargets.bins = "second";',
            [
                "error: `cargoTargets.bins` has the wrong type",
                "  at: buildCargoWorkspace: cargoTargets.bins",
                "  expected: true or false",
                '  got: the string "second"',
                "  ways out:",
                "    1. for example: cargoTargets.bins = true;",
            ],
        ),
        (
            'packages = "app";',
            [
                "error: `packages` has the wrong type",
                "  at: buildCargoWorkspace: packages",
                "  expected: a list, each element a string that is not empty",
                '  got: the string "app"',
                "  ways out:",
                '    1. for example: packages = [ "stock" "report" ];',
            ],
        ),
        (
            'checks.clippyArgs = [ "-D" 1 ];',
            [
                "error: `checks.clippyArgs[1]` has the wrong type",
                "  at: buildCargoWorkspace: checks.clippyArgs[1]",
                "  expected: a string that is not empty",
                "  got: 1",
                "  ways out:",
                '    1. for example: checks.clippyArgs = [ "-D" "warnings" "-A" "clippy::type_complexity" ];',
            ],
        ),
    ],
)
def test_messages_in_full(arguments: str, expected: list[str]) -> None:
    with pytest.raises(Failed) as stopped:
        evaluate(f"{workspace(CHECKOUT / 'templates/default', arguments)}.units")
    assert _message_of(stopped.value.text) == "\n".join(expected)


def test_a_missing_argument_is_an_error() -> None:
    with pytest.raises(Failed) as stopped:
        evaluate(f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ src = ./.; }}).units")
    assert _message_of(stopped.value.text) == "\n".join(
        [
            "error: `pkgs` is missing",
            "  at: buildCargoWorkspace: pkgs",
            "  expected: nixpkgs for one system, as `nixpkgs.legacyPackages.x86_64-linux`",
            "  ways out:",
            "    1. for example: pkgs = nixpkgs.legacyPackages.x86_64-linux;",
        ]
    )


def _message_of(text: str) -> str:
    lines = text[text.rindex("error: ") :].rstrip().splitlines()
    return "\n".join([lines[0], *(line.removeprefix("       ") for line in lines[1:])])


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(message_table()) + "\n", encoding="utf-8")
