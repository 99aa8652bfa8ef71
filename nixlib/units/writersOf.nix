/**
  Return the packages of the workspace with a build script among those that a unit depends on, as pairs
  of a name and the output of the script's run.

  Scripts may write beside the sources of the workspace, and under Cargo the units of dependents find
  these files. `units` are entries of mkUnits; `indexes` are those of the libraries that the unit links.
*/
_scope:
{ units, outOf }:
indexes:
let
  entries = builtins.filter (
    { unit, package, ... }: unit.script != null && package.origin.directory != null
  ) (map (builtins.elemAt units) indexes);
  byScript = builtins.groupBy ({ unit, ... }: toString unit.script) entries;
in
map (
  group:
  let
    inherit (builtins.head group) unit package;
  in
  [
    package.name
    (outOf unit.script)
  ]
) (builtins.attrValues byScript)
