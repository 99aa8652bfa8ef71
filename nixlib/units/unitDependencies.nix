/**
  Return the indexes of all units that take part in the compilation or in the run of `unit`, a row
  of the plan: linked libraries, build scripts and proc-macros behind these, and artifact
  dependencies.
*/
{ lib, ... }:
unit:
let
  optionalIndex = index: lib.optional (index != null) index;
in
unit.closure
++ unit.host_closure
++ optionalIndex unit.script
++ unit.to_link
++ unit.plugins
++ builtins.attrValues unit.bins
++ map builtins.head (builtins.attrValues unit.artifacts)
++ lib.optionals (unit.run != null) (
  optionalIndex unit.run.program ++ map (link: builtins.elemAt link 1) unit.run.links
)
