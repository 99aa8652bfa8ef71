/**
  Return the attributes of a unit's derivation that both kinds of units have: compilations and
  runs of build scripts.
*/
{
  lib,
  outputAt,
  writersOf,
  ...
}:
{ toolchain, plan }:
let
  writers = writersOf plan;
in
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

  # A crate cannot depend on a package of the workspace. Code that runs during the build keeps the
  # paths of its sources, and a copy has other paths.
  isRun = unit.run != null;
  scriptClosure = builtins.concatMap (index: (builtins.elemAt units index).unit.closure) (
    lib.optional (unit.run.program or null != null) unit.run.program
  );
  runsInBuild = source.runsInBuild or false || unit.kind == "custom-build";
  dependencies = if isRun then scriptClosure else unit.closure ++ unit.host_closure;
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
    writable
    ;
  writers = lib.optionals (isInSource && (isRun || !runsInBuild)) (writers units dependencies);
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
