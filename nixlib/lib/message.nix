/**
  Return a message in the form that the Python side has (pylib/cargo_nix/errors.py).

  `problem` is one sentence; `at`, `expected` and `got` may be empty; `waysOut` are numbered.
*/
{
  problem,
  at ? "",
  expected ? "",
  got ? "",
  waysOut ? [ ],
}:
let
  line = label: text: if text == "" then "" else "\n  ${label}: ${text}";
  way = n: "\n    ${toString (n + 1)}. ${builtins.elemAt waysOut n}";
  ways = builtins.genList way (builtins.length waysOut);
in
# Nix puts `error: ` before it.
builtins.concatStringsSep "" (
  [
    problem
    (line "at" at)
    (line "expected" expected)
    (line "got" got)
  ]
  ++ (if waysOut == [ ] then [ ] else [ "\n  ways out:" ] ++ ways)
)
