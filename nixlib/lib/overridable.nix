/**
  Return the derivation `drv` with the attributes `extra` and with `overrideAttrs`, which takes what
  nixpkgs' does: a set of attributes, a function from the old ones, or a function from the final and
  the old ones. Attributes of `extra` do not reach the builder.
*/
_scope:
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
          split =
            keep:
            builtins.removeAttrs changes (
              builtins.filter (name: isExtra name != keep) (builtins.attrNames changes)
            );
        in
        withOverride (extra // split true // changes.passthru or { }) (drvAttrs // split false);
    in
    result;
in
extra: drv: withOverride extra drv.drvAttrs
