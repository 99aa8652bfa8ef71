/**
  Return a function from a unit to the program that runs what it is compiled to, with its arguments,
  as Cargo's configuration has it; an empty list if nothing is configured.

  Cargo looks for a name on PATH, and for a path beside `.cargo`.
*/
{ storeName, ... }:
{ root, runners }:
unit:
let
  words = runners.${if unit.platform == null then "host" else unit.platform} or [ ];
  program = builtins.head words;
  isPath = builtins.match "[^/].*/.*" program != null;
  copied = builtins.path {
    path = root + "/${program}";
    name = storeName (baseNameOf program);
  };
in
if words == [ ] then [ ] else [ (if isPath then "${copied}" else program) ] ++ builtins.tail words
