/**
  Return a function from a package `{ name, version }` to the inputs in `crateOverrides`, which
  has the format of nixpkgs' defaultCrateOverrides:
  `{ nativeBuildInputs, buildInputs, env, listed }`, as readDependencies.nix returns them.
*/
{ lib, ... }:
crateOverrides:
let
  inputKinds = [
    "nativeBuildInputs"
    "buildInputs"
    "propagatedBuildInputs"
  ];
  otherAttributes = [ "env" ] ++ inputKinds;
  # Derivations, paths, numbers and lists of them have a text. Other attributes, as `crateBin`,
  # are settings of buildRustCrate.
  hasText =
    value:
    if builtins.isList value then
      builtins.all hasText value
    else if builtins.isAttrs value then
      value ? outPath || value ? __toString
    else
      !(builtins.isFunction value || value == null);
  textsOf = set: builtins.mapAttrs (_name: toString) (lib.filterAttrs (_name: hasText) set);
in
{ name, version }:
let
  overrideWith = crateOverrides.${name} or (_attrs: { });
  override = overrideWith {
    crateName = name;
    inherit name version;
    features = [ ];
  };
in
{
  nativeBuildInputs = override.nativeBuildInputs or [ ];
  buildInputs = override.buildInputs or [ ] ++ override.propagatedBuildInputs or [ ];
  # buildRustCrate takes variables in `env` and as attributes beside `env`.
  env = textsOf (override.env or { }) // textsOf (builtins.removeAttrs override otherAttributes);
  listed = builtins.any (kind: override ? ${kind}) inputKinds;
}
