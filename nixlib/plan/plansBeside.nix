/**
  Return the committed plans in the directory of `plan`, itself among them: plans by system are none of the sources either.

  pylib/cargo_nix/checkout_files.py knows a plan by the same keys.
*/
_scope: plan:
let
  directory = dirOf plan;
  isPlan =
    name:
    let
      text = builtins.readFile (directory + "/${name}");
    in
    builtins.match ".*\\.json" name != null
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
