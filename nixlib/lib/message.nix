/**
  Return an error message in the form of pylib/cargo_nix/errors.py.

  - `problem`: one sentence without a full stop.
  - `at`, `expected`, `got`: a text each, or "" to leave out the line.
  - `waysOut`: texts, numbered in the message.
*/
{ lib, ... }:
{
  problem,
  at ? "",
  expected ? "",
  got ? "",
  waysOut ? [ ],
}:
let
  line = label: text: lib.optionalString (text != "") "\n  ${label}: ${text}";
  way = index: text: "\n    ${toString (index + 1)}. ${text}";
in
# Nix prints `error: ` in front.
builtins.concatStringsSep "" (
  [
    problem
    (line "at" at)
    (line "expected" expected)
    (line "got" got)
    (lib.optionalString (waysOut != [ ]) "\n  ways out:")
  ]
  ++ lib.imap0 way waysOut
)
