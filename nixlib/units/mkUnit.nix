/**
  Return a function from a unit to `{ attributes, drv, mkDerivation }`: the attributes that the
  builder reads, the derivation, and stdenv's function for the platform.

  The attributes contain only the parts of the workspace that the unit needs, so that two projects
  share the derivation of an equal unit. A unit that only runs rustc is a bare derivation. A unit
  that links, runs a build script or has native dependencies gets the environment of stdenv, whose
  compiler is the linker.

  # Arguments of the function
  - `unit`, `package`: rows of the plan. `source`: the files of the unit (memberSource.nix).
  - `native`: the native dependencies of the unit. `bins`: the programs that a test may start.
  - `units`, `libraries`: all units of the plan, and the libraries of each (mkUnits.nix).
  - `mkDerivation`: stdenv's function for the platform (platformSettings.nix).
*/
{
  commonAttributes,
  compileAttributes,
  lib,
  runBuilder,
  scriptAttributes,
  ...
}:
{
  python,
  system,
  toolchain,
  builder,
  plan,
  contentAddressed,
  incrementalDir,
}:
let
  commonOf = commonAttributes { inherit toolchain plan; };
  compileOf = compileAttributes { inherit incrementalDir; };
  scriptOf = scriptAttributes { inherit toolchain plan; };
  # If equal inputs give an equal output, Nix does not build dependents again.
  addressing = lib.optionalAttrs contentAddressed {
    __contentAddressed = true;
    outputHashMode = "recursive";
    outputHashAlgo = "sha256";
  };
in
request@{
  unit,
  native,
  source,
  mkDerivation,
  ...
}:
let
  isRun = unit.run != null;
  hasInputs = native.nativeBuildInputs != [ ] || native.buildInputs != [ ];
  withStdenv = isRun || unit.needs_linker || hasInputs;

  common = commonOf request;

  # A script with OPT_LEVEL=0 compiles C without optimisation. glibc then warns about
  # _FORTIFY_SOURCE, and a probe with -Werror takes the warning for an answer (jemalloc's
  # configure).
  isUnoptimised = isRun && unit.env.OPT_LEVEL or "" == "0";
  stdenvAttributes = lib.optionalAttrs isUnoptimised { hardeningDisable = [ "fortify" ]; } // {
    inherit (native) nativeBuildInputs buildInputs;
  };
  attributes =
    common
    // (if isRun then scriptOf common request else compileOf request)
    // addressing
    // {
      inherit (unit) name;
      # The builder unpacks an archive into `src`. Files stay there only if the compiled code
      # names them.
      outputs = [ "out" ] ++ lib.optional (source.archive != "") "src";
    }
    // lib.optionalAttrs withStdenv stdenvAttributes;
in
{
  inherit attributes mkDerivation;
  drv = runBuilder {
    inherit
      mkDerivation
      python
      system
      withStdenv
      attributes
      ;
    program = builder;
  };
}
