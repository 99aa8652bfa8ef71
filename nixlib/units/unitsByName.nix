/**
  Return the units' derivations by name; where two units have one name, each has its identity behind it.
*/
_scope:
units:
let
  groups = builtins.groupBy ({ unit, ... }: unit.name) units;
  entries = name: found:
    if builtins.length found == 1 then [{ inherit name; value = (builtins.head found).drv; }]
    else map ({ unit, drv, ... }: { name = "${name}-${unit.identity}"; value = drv; }) found;
in
builtins.listToAttrs (builtins.concatLists (builtins.attrValues (builtins.mapAttrs entries groups)))
