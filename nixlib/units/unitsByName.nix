/**
  Return the units' derivations by name; where two units have one name, each has its identity behind it. A program that is
  an artifact dependency as well is two units in Cargo's graph, and one derivation.
*/
_scope: units:
let
  groups = builtins.groupBy ({ unit, ... }: unit.name) units;
  isOne =
    found: builtins.all ({ unit, ... }: unit.identity == (builtins.head found).unit.identity) found;
  entries =
    name: found:
    if isOne found then
      [
        {
          inherit name;
          value = (builtins.head found).drv;
        }
      ]
    else
      map ({ unit, drv, ... }: {
        name = "${name}-${unit.identity}";
        value = drv;
      }) found;
in
builtins.listToAttrs (builtins.concatLists (builtins.attrValues (builtins.mapAttrs entries groups)))
