/**
  Whether an entry (mkUnits.nix) has products for others than rustc: a program, a requested
  example, or a library for other languages.
*/
_scope:
{ unit, ... }:
let
  isProgram =
    unit.mode == "build"
    && builtins.elem unit.kind [
      "bin"
      "example"
    ];
  isForeignType =
    type:
    builtins.elem type [
      "cdylib"
      "dylib"
      "staticlib"
    ];
in
isProgram || builtins.any isForeignType unit.crate_types
