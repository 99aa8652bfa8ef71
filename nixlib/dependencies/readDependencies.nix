/**
  Return a function from a package `{ name, version }` to its inputs in the arguments
  `dependencies` and `crateOverrides`, as a set:

  - `nativeBuildInputs`, `buildInputs`, `env`: as stdenv.mkDerivation takes them.
  - `listed`: whether the arguments list inputs for the package, even an empty list.

  `programs` and `libraries` are the packages of the machine that builds and of the platform of
  the unit. `names` are the locked packages, `{ name, version }` each. An entry of `dependencies`
  without a locked package and an entry of a wrong type are errors.
*/
{
  checkDependencyNames,
  dependencyEntries,
  overrideInputs,
  ...
}:
{
  programs,
  libraries,
  dependencies,
  crateOverrides,
  names,
}:
let
  isFile = builtins.isPath dependencies || builtins.isString dependencies;
  fileName = if isFile then baseNameOf (toString dependencies) else "dependencies";
  entries = dependencyEntries {
    inherit
      programs
      libraries
      dependencies
      fileName
      ;
  };
  overrideOf = overrideInputs crateOverrides;
  hasValidNames = checkDependencyNames {
    inherit entries fileName;
    packages = names;
  };
in
package:
assert hasValidNames;
let
  override = overrideOf package;
  inputs = entries.inputsOf package;
in
{
  nativeBuildInputs = inputs.nativeBuildInputs ++ override.nativeBuildInputs;
  buildInputs = inputs.buildInputs ++ override.buildInputs;
  env = entries.envOf package // override.env;
  listed = entries.deps ? ${package.name} || override.listed;
}
