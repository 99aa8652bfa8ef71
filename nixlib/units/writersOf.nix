/**
  Return the packages of the workspace with a build script among the dependencies of a unit:
  pairs of a name and the output of the script's run.

  Scripts may write into the source tree, and under Cargo the units of dependents find the files.
  `units` are all units of the plan (mkUnits.nix); `indexes` are those of the dependencies.
*/
{ outputAt, ... }:
units: indexes:
let
  entries = builtins.filter (entry: entry.isWriter) (map (builtins.elemAt units) indexes);
  entriesByScript = builtins.groupBy ({ unit, ... }: toString unit.script) entries;
  writerOf =
    group:
    let
      inherit (builtins.head group) unit package;
    in
    [
      package.name
      (outputAt units unit.script)
    ];
in
map writerOf (builtins.attrValues entriesByScript)
