/**
  Return the committed plans in the directory of the file `plan`, with `plan` as the first. Plans
  for other systems are no sources either, so no unit sees them.

  pylib/cargo_nix/checkout_files.py recognises a plan by the same keys.
*/
{ lib, ... }:
plan:
let
  directory = dirOf plan;
  isPlan =
    name:
    let
      text = builtins.readFile (directory + "/${name}");
    in
    lib.hasSuffix ".json" name
    && builtins.all (key: builtins.replaceStrings [ "\"${key}\"" ] [ "" ] text != text) [
      "schema"
      "inputs"
      "config_env"
      "units"
      "roots"
    ];
  entries = builtins.readDir directory;
in
[ plan ]
++ map (name: directory + "/${name}") (
  builtins.filter (name: entries.${name} == "regular" && isPlan name) (builtins.attrNames entries)
)
