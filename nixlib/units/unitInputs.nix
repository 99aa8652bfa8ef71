/**
  Return a function from a row of the plan to the native dependencies of the unit, as
  `{ nativeBuildInputs, buildInputs, env }`: the dependencies of the package, for a unit that links
  or runs a script the inputs of the platform, and for the run of a build script also the
  defaults and the variables of the platform's compiler.

  `settingsOf` returns the settings of a row's platform (platformSettings.nix).
*/
{ lib, ... }:
{ plan, settingsOf }:
let
  packageOf = row: builtins.elemAt plan.packages row.package;
  packageNameAt = index: (packageOf (builtins.elemAt plan.units index)).name;
  # One result per package and platform, shared by the units of the package.
  nativesOf =
    settings:
    map (
      package:
      settings.nativeOf {
        inherit (package) name version;
        isMember = package.origin.directory != null;
      }
    ) plan.packages;
  nativesByPlatform = builtins.mapAttrs (
    _platform: rows: nativesOf (settingsOf (builtins.head rows))
  ) (builtins.groupBy (row: toString row.platform) plan.units);
  # A crate in the closure of a build script may call a program, so the closure decides about
  # inputs.
  linkedNames =
    run:
    if run.program == null then
      [ ]
    else
      map packageNameAt (builtins.elemAt plan.units run.program).closure;
in
row:
let
  settings = settingsOf row;
  native = builtins.elemAt nativesByPlatform.${toString row.platform} row.package;
  links = linkedNames row.run;
  defaults = settings.scriptDefaults {
    inherit (packageOf row) name;
    inherit (row.run) features;
    inherit (native) listed;
    inherit links;
  };
  inputs = [
    native
  ]
  ++ lib.optional (row.run != null) defaults
  ++ lib.optional (row.run != null || row.needs_linker) settings.linkInputs;
in
native
// {
  nativeBuildInputs = builtins.concatMap (part: part.nativeBuildInputs) inputs;
  buildInputs = builtins.concatMap (part: part.buildInputs) inputs;
  env = lib.optionalAttrs (row.run != null) (settings.scriptEnv links) // native.env;
}
