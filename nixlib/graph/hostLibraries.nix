/**
  Return the identities of the libraries that build scripts and proc-macros in `rows` link, as the
  names of a set. `units` are the rows of the whole plan, and `rows` are the units of one command.
*/
{ lib, ... }:
units: rows:
let
  isHostCode =
    row:
    row.run == null
    && builtins.elem row.kind [
      "custom-build"
      "proc-macro"
    ];
  hostClosure = builtins.concatMap (row: row.closure) (builtins.filter isHostCode rows);
  identityAt = index: (builtins.elemAt units index).identity;
in
lib.genAttrs (map identityAt hostClosure) (_identity: null)
