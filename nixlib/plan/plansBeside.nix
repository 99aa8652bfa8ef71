/**
  Return the committed plans in the directory of the file `plan`, with `plan` as the first. A plan
  of another selection is no source either, so no unit sees it.
*/
{ lib, planText, ... }:
plan:
let
  directory = dirOf plan;
  entries = lib.optionalAttrs (builtins.pathExists directory) (builtins.readDir directory);
  isPlan =
    name:
    entries.${name} == "regular"
    && lib.hasSuffix ".json" name
    && lib.hasPrefix planText.start (builtins.readFile (directory + "/${name}"));
in
[ plan ] ++ map (name: directory + "/${name}") (builtins.filter isPlan (builtins.attrNames entries))
