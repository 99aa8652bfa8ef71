/**
  Return the complete unit `unit` of a committed plan, with each index of a unit replaced by
  `placeOf`. pylib/cargo_nix/plan/renumber.py has the same fields.
*/
_scope: placeOf: unit:
let
  orNull = index: if index == null then null else placeOf index;
in
unit
// {
  externs = map (extern: extern // { unit = placeOf extern.unit; }) unit.externs;
  closure = map placeOf unit.closure;
  host_closure = map placeOf unit.host_closure;
  to_link = map placeOf unit.to_link;
  plugins = map placeOf unit.plugins;
  script = orNull unit.script;
  bins = builtins.mapAttrs (_name: placeOf) unit.bins;
  artifacts = builtins.mapAttrs (_name: artifact: [
    (placeOf (builtins.head artifact))
    (builtins.elemAt artifact 1)
  ]) unit.artifacts;
  run =
    if unit.run == null then
      null
    else
      unit.run
      // {
        program = orNull unit.run.program;
        links = map (link: [
          (builtins.head link)
          (placeOf (builtins.elemAt link 1))
        ]) unit.run.links;
      };
}
