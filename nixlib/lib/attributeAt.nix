/**
  Return the value at a dotted path in a set, as a list of at most one value.
*/
{ lib, ... }:
set: path:
let
  step =
    values: part: builtins.concatMap (value: lib.optional (value ? ${part}) value.${part}) values;
in
builtins.foldl' step [ set ] (lib.splitRegex "\\." path)
