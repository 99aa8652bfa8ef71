/**
  Return whether the products of an entry (mkUnits) are for others than rustc: a program, an example
  that was asked for, or a library for other languages.
*/
_scope:
{ unit, ... }:
unit.mode == "build"
&& builtins.elem unit.kind [
  "bin"
  "example"
]
|| builtins.any (
  type:
  builtins.elem type [
    "cdylib"
    "dylib"
    "staticlib"
  ]
) unit.crate_types
