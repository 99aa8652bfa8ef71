/**
  Return true if each name in `packageOverrides` is a locked package. Settings of files and tests
  also require a package of the source. Anything else is an error.
*/
{
  fail,
  lib,
  nearest,
  packageDefaults,
  ...
}:
{ lockfile, packageOverrides }:
let
  packagesByName = builtins.groupBy ({ name, ... }: name) lockfile.names;
  hasMember = name: builtins.any ({ isMember, ... }: isMember) packagesByName.${name};
  # cargo-nix neither scans nor tests a crate, so these settings would silently have no effect.
  memberSettings = [
    "extraFiles"
    "buildScriptInputs"
    "buildScriptWritable"
    "shippedFiles"
    "macroInputs"
    "test"
  ];
  memberSettingsOf =
    override:
    builtins.filter (setting: override.${setting} != packageDefaults.${setting}) memberSettings;

  checkEntry =
    name: override:
    let
      settings = memberSettingsOf override;
      setting = builtins.head settings;
    in
    if !(packagesByName ? ${name}) then
      fail {
        problem = "`${name}` is not a package in Cargo.lock";
        at = "buildCargoWorkspace: packageOverrides.${name}";
        expected = "the name of a locked package";
        got = name;
        waysOut =
          lib.optional (
            packagesByName != { }
          ) "did you mean `${nearest name (builtins.attrNames packagesByName)}`?"
          ++ [ "remove the entry" ];
      }
    else if settings != [ ] && !(hasMember name) then
      fail {
        problem = "`${name}` is not a package of this source, so `${setting}` has no effect";
        at = "buildCargoWorkspace: packageOverrides.${name}.${setting}";
        expected = "a member or a path dependency";
        got = "a crate of a registry or a git repository: its units see all of its files";
        waysOut = [ "remove the setting" ];
      }
    else
      true;
in
builtins.all (valid: valid) (lib.mapAttrsToList checkEntry packageOverrides)
