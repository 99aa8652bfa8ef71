/**
  Return a function from all units of a plan (mkUnits.nix) and the indexes of a unit's dependencies
  to the packages of the workspace with a build script among them: pairs of a name and the output
  of the script's run.

  Scripts may write into the source tree, and under Cargo the units of dependents find the files.
*/
{ outputAt, ... }:
plan:
let
  rowAt = builtins.elemAt plan.units;
  isWriter =
    index:
    let
      row = rowAt index;
    in
    row.script != null && (builtins.elemAt plan.packages row.package).origin.directory != null;
  # Few units are here, and the dependencies of all units of a large workspace are a million.
  writers = builtins.filter isWriter (builtins.genList (n: n) (builtins.length plan.units));
  scriptOf = index: toString (rowAt index).script;
in
units: indexes:
let
  dependencies = builtins.filter (index: builtins.elem index indexes) writers;
  writerOf =
    group:
    let
      row = rowAt (builtins.head group);
    in
    [
      (builtins.elemAt plan.packages row.package).name
      (outputAt units row.script)
    ];
in
map writerOf (builtins.attrValues (builtins.groupBy scriptOf dependencies))
