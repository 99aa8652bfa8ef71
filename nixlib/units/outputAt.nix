/**
  Return the store path of the output of the unit at `index` in the plan. `units` are all units
  (mkUnits.nix).
*/
_scope: units: index:
"${(builtins.elemAt units index).drv}"
