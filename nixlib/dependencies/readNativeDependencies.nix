/**
  Return a function from a package `{ name, version, isMember }` to its native dependencies in all
  arguments: `{ nativeBuildInputs, buildInputs, env, listed }`, as readDependencies.nix returns
  them.

  Inputs add up: first Cargo.dependencies.nix and `crateOverrides`, then `packageOverrides`, then
  for members the inputs of all members. A variable of a package overrides a variable of all
  members.
*/
{
  lib,
  readDependencies,
  variableText,
  ...
}:
{
  arguments,
  overrideOf,
  lockfile,
  workspaceFile,
}:
let
  inherit (arguments) dependencies;
  hasWorkspaceFile = dependencies == null && builtins.pathExists workspaceFile;
  dependenciesOf = readDependencies {
    inherit (arguments) pkgs crateOverrides;
    dependencies = if hasWorkspaceFile then workspaceFile else dependencies;
    inherit (lockfile) names;
  };
  textsOf = builtins.mapAttrs (_name: variableText);
in
{
  name,
  version,
  isMember,
}:
let
  inherit (lib) optionals optionalAttrs;
  ofCrate = dependenciesOf { inherit name version; };
  ofPackage = overrideOf name;
in
{
  nativeBuildInputs =
    ofCrate.nativeBuildInputs
    ++ ofPackage.nativeBuildInputs
    ++ optionals isMember arguments.nativeBuildInputs;
  buildInputs =
    ofCrate.buildInputs ++ ofPackage.buildInputs ++ optionals isMember arguments.buildInputs;
  env = textsOf (optionalAttrs isMember arguments.env) // ofCrate.env // textsOf ofPackage.env;
  listed = ofCrate.listed || ofPackage.nativeBuildInputs != [ ] || ofPackage.buildInputs != [ ];
}
