/**
  Return a function from a package (`{ name, version, isMember }`) to its native dependencies, as the
  user gives them: `{ nativeBuildInputs, buildInputs, env, listed }`. `listed` is whether the user
  lists inputs for the package, even if the list is empty.

  Entries add up: Cargo.dependencies.nix and `crateOverrides`, then `packageOverrides`, and for members
  `nativeBuildInputs`, `buildInputs` and `env` of the workspace. A variable of a package wins over one
  of all members.
*/
{ readDependencies, ... }:
{
  arguments,
  overrideOf,
  lockfile,
  workspaceFile,
}:
let
  inherit (arguments) dependencies;
  ofFile = readDependencies {
    inherit (arguments) pkgs crateOverrides;
    dependencies =
      if dependencies == null && builtins.pathExists workspaceFile then workspaceFile else dependencies;
    inherit (lockfile) names;
  };
  ofMembers = { inherit (arguments) nativeBuildInputs buildInputs env; };
  nothing = {
    nativeBuildInputs = [ ];
    buildInputs = [ ];
    env = { };
  };
  texts = builtins.mapAttrs (_name: toString);
in
{
  name,
  version,
  isMember,
}:
let
  file = ofFile { inherit name version; };
  override = overrideOf name;
  all = if isMember then ofMembers else nothing;
in
{
  nativeBuildInputs = file.nativeBuildInputs ++ override.nativeBuildInputs ++ all.nativeBuildInputs;
  buildInputs = file.buildInputs ++ override.buildInputs ++ all.buildInputs;
  env = texts all.env // file.env // texts override.env;
  listed = file.listed || override.nativeBuildInputs != [ ] || override.buildInputs != [ ];
}
