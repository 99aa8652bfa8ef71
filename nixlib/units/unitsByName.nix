/**
  Return the derivations of `units` (mkUnits.nix) by name. If two units have the same name, each
  name ends with the identity of its unit.

  A program that is also an artifact dependency is two units in Cargo's graph, but one derivation.
*/
{ lib, ... }:
units:
let
  groups = builtins.groupBy ({ unit, ... }: unit.name) units;
  namedDerivations =
    name: group:
    let
      first = builtins.head group;
      isOneIdentity = builtins.all ({ unit, ... }: unit.identity == first.unit.identity) group;
      withIdentity = { unit, drv, ... }: {
        name = "${name}-${unit.identity}";
        value = drv;
      };
      withoutIdentity = {
        inherit name;
        value = first.drv;
      };
    in
    if isOneIdentity then [ withoutIdentity ] else map withIdentity group;
in
builtins.listToAttrs (builtins.concatLists (lib.mapAttrsToList namedDerivations groups))
