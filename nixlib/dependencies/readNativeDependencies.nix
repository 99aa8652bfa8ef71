/**
  Return a function from a package `{ name, version, isMember }` to its native dependencies in all
  arguments: `{ nativeBuildInputs, buildInputs, env, listed }`, as readDependencies.nix returns
  them.

  `programs` and `libraries` are the packages of the machine that builds and of the platform of
  the unit. A function gets the packages: inputs of programs the first, libraries the second.

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
  programs,
  libraries,
  workspaceFile,
}:
let
  inherit (arguments) dependencies;
  hasWorkspaceFile = dependencies == null && builtins.pathExists workspaceFile;
  dependenciesOf = readDependencies {
    inherit (arguments) crateOverrides;
    inherit programs libraries;
    dependencies = if hasWorkspaceFile then workspaceFile else dependencies;
    inherit (lockfile) names;
  };
  resolve = packages: value: if builtins.isFunction value then value packages else value;
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
  override = overrideOf name;
  ofPackage = override // {
    nativeBuildInputs = resolve programs override.nativeBuildInputs;
    buildInputs = resolve libraries override.buildInputs;
  };
in
{
  nativeBuildInputs =
    ofCrate.nativeBuildInputs
    ++ ofPackage.nativeBuildInputs
    ++ optionals isMember (resolve programs arguments.nativeBuildInputs);
  buildInputs =
    ofCrate.buildInputs
    ++ ofPackage.buildInputs
    ++ optionals isMember (resolve libraries arguments.buildInputs);
  env = textsOf (optionalAttrs isMember arguments.env) // ofCrate.env // textsOf ofPackage.env;
  listed = ofCrate.listed || ofPackage.nativeBuildInputs != [ ] || ofPackage.buildInputs != [ ];
}
