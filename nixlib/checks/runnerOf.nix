/**
  Return a function from a unit to the program that runs what it is compiled to, with its arguments,
  as Cargo's configuration has it; an empty list if nothing is configured.

  Cargo looks for a name on PATH, and for a path beside `.cargo`.
*/
{ programFile, ... }:
{ root, runners }:
unit:
let
  words = runners.${if unit.platform == null then "host" else unit.platform} or [ ];
  program = builtins.head words;
  isPath = builtins.match "[^/].*/.*" program != null;
  copied = programFile {
    inherit root;
    name = "runner";
    path = program;
  };
in
if words == [ ] then [ ] else [ (if isPath then copied else program) ] ++ builtins.tail words
