/**
  Return a function from a unit to the words of its runner: the program in Cargo's configuration
  that starts programs of the unit's platform, and arguments. Without a runner the list is empty.

  As in Cargo, a name is a program on PATH, and a path is a file beside `.cargo`. The name
  `wasm-bindgen-test-runner` is the program of `bindgenRunner` (mkBindgenRunner.nix), whose version
  Cargo.lock has.
*/
{ programFile, ... }:
{
  root,
  runners,
  bindgenRunner,
}:
unit:
let
  platform = if unit.platform == null then "host" else unit.platform;
  words = runners.${platform} or [ ];
  program = builtins.head words;
  isBindgen = program == "wasm-bindgen-test-runner";
  isPath = builtins.match "[^/].*/.*" program != null;
  file = programFile {
    inherit root;
    path = program;
  };
in
if words == [ ] then
  [ ]
else
  [
    (
      if isBindgen then
        "${bindgenRunner}/bin/${program}"
      else if isPath then
        file
      else
        program
    )
  ]
  ++ builtins.tail words
