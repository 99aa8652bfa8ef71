/**
  Whether an entry (mkUnits.nix) builds a program.
*/
_scope: { unit, ... }: unit.kind == "bin" && unit.mode == "build"
