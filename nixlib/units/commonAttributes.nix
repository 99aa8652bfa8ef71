/**
  Return the attributes of a unit's derivation that both kinds of units have: compilations and
  runs of build scripts.
*/
{ lib, outputAt, ... }:
{ toolchain, plan }:
{
  unit,
  package,
  native,
  source,
  units,
  ...
}:
let
  # The variables of artifact dependencies: the output of a unit, or a file in the output.
  artifactPath =
    artifact:
    let
      output = outputAt units (builtins.elemAt artifact 0);
      file = builtins.elemAt artifact 1;
    in
    if file == "" then output else "${output}/${file}";
  artifactEnv = builtins.mapAttrs (_name: artifactPath) unit.artifacts;
  pathsInSource = builtins.mapAttrs (_name: path: "${source.src}/${path}") plan.config_paths;
  isInSource = package.origin.directory != null;
in
{
  packageName = package.name;
  packageVersion = package.version;
  packageEnv = package.env;
  inherit (package) member;
  # Units of crates do not see the workspace, so paths of the workspace would name missing files.
  configEnv = plan.config_env // lib.optionalAttrs isInSource pathsInSource;
  # Variables in `[env]` with `force` override the user's variables.
  dependencyEnv = builtins.removeAttrs native.env plan.config_forced;
  rustc = "${toolchain.rustc}/bin/rustc";
  cargo = "${toolchain.cargo}/bin/cargo";
  inherit (source)
    src
    manifestDir
    level
    narrowed
    ;
  unit =
    builtins.removeAttrs unit [
      "name"
      "package"
      "externs"
      "closure"
      "host_closure"
      "script"
      "to_link"
      "plugins"
      "bins"
      "linkable"
      "needs_linker"
      "incremental"
      "src_path"
      "artifacts"
    ]
    // {
      env = unit.env // artifactEnv;
    };
}
