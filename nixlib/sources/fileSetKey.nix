/**
  Return the key of a unit's file set (pylib/cargo_nix/filesets/assign.py): kind, target and mode,
  or `run` for the run of doctests.
*/
{ lib, ... }:
unit:
let
  isTestTarget = builtins.elem unit.kind [
    "test"
    "bench"
  ];
  # A checked test has another mode, but rustc's arguments of a test.
  hasTestArgument = builtins.any (arg: arg == "--test" || arg == "test") unit.args;
  mode =
    if unit.mode == "run-custom-build" then
      "run"
    else if unit.mode == "test" || isTestTarget || hasTestArgument then
      "test"
    else if lib.hasPrefix "doc" unit.mode then
      "doc"
    else
      "plain";
in
if unit.mode == "doctest" then "run" else "${unit.kind}:${unit.target}:${mode}"
