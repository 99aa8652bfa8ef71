/**
  Return the attributes of a compilation's derivation, beside commonAttributes.nix: sources,
  libraries, and the outputs of other units that rustc reads.
*/
{ lib, outputAt, ... }:
{ incrementalDir }:
{
  unit,
  package,
  source,
  bins,
  units,
  libraries,
  ...
}:
let
  outputOf = outputAt units;
  unitAt = index: (builtins.elemAt units index).unit;
  librariesOf = builtins.concatMap (builtins.elemAt libraries);
  externsOf =
    extern:
    map (file: {
      inherit (extern) name options;
      inherit file;
      where = if (unitAt extern.unit).platform == unit.platform then "own" else "host";
    }) (unitAt extern.unit).linkable;

  # Cargo does not compile a test again after an edit of a program that the test starts. So rustc
  # gets a stand-in: a path of the same length that depends only on the program's identity. The
  # run of the test replaces the stand-in (checks/embeddedIn.nix).
  standInOf =
    index:
    let
      program = unitAt index;
      hash = builtins.hashString "sha256" "${program.identity} ${program.name}";
      directory = "${builtins.storeDir}/${builtins.substring 0 32 hash}-${program.name}";
    in
    "${directory}/${builtins.head program.products}";

  # Only units that Cargo compiles incrementally name the directory of the machine. Tests do not:
  # an incremental unit is compiled in a copy, but a test opens its fixtures at the path of
  # compilation.
  isTest =
    unit.mode == "test"
    || builtins.elem unit.kind [
      "test"
      "bench"
    ];
  isIncremental = incrementalDir != null && unit.incremental && !isTest;
  scriptOutput = if unit.script == null then "" else outputOf unit.script;
in
lib.optionalAttrs isIncremental { inherit incrementalDir; }
// {
  inherit (source)
    archive
    cwd
    inTarget
    ;
  srcPath = source.file unit.src_path;
  externs = builtins.concatMap externsOf unit.externs;
  closure = {
    own = librariesOf unit.closure;
    host = librariesOf unit.host_closure;
  };
  # Not null: stdenv drops attributes with the value null.
  script = scriptOutput;
  toLink = map outputOf unit.to_link;
  plugins = map outputOf unit.plugins;
  bins = if source.takesPrograms then bins else builtins.mapAttrs (_name: standInOf) unit.bins;
  remap =
    source.remap
    ++ lib.optional (unit.script != null) [
      scriptOutput
      "/build-script/${package.name}-${package.version}"
    ];
}
