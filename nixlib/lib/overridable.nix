/**
  Return the derivation `drv` with the attributes `extra` and with nixpkgs' `overrideAttrs`.

  `overrideAttrs` takes a set, a function of the old attributes, or a function of the final and
  the old attributes. Attributes of `extra` do not reach the builder.
*/
{ lib, ... }:
let
  withOverride =
    extra: drvAttrs:
    let
      result = derivation drvAttrs // extra // { inherit overrideAttrs; };
      overrideAttrs =
        change:
        let
          old = drvAttrs // extra;
          applied = if builtins.isFunction change then change old else change;
          changes = if builtins.isFunction applied then change result old else applied;
          isExtra = name: extra ? ${name} || name == "passthru";
          extraChanges = lib.filterAttrs (name: _value: isExtra name) changes;
          drvChanges = lib.filterAttrs (name: _value: !isExtra name) changes;
        in
        withOverride (extra // extraChanges // changes.passthru or { }) (drvAttrs // drvChanges);
    in
    result;
in
extra: drv: withOverride extra drv.drvAttrs
