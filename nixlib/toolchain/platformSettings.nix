/**
  Return a function from the triple of the machine that builds to a function from a triple, or
  null for this machine, to the settings for the units of the platform:

  - `mkDerivation`: stdenv's function. Units of a platform with packages of its own get its
    environment: the C compiler, and setup hooks that know the platform. Units of another platform
    get no C compiler: from `CC` of this machine's stdenv, the crate `cc` would take the compiler
    of this machine.
  - `nativeOf`: see readNativeDependencies.nix. `scriptDefaults`: see readNativeTable.nix.
  - `scriptEnv links`: variables for the run of a build script that links the crates `links`.
  - `linkInputs`: `{ nativeBuildInputs, buildInputs }` for units that link or run a script.
  - `linkerOf`: a function from the configured linker to the linker (linkerOf.nix).
*/
{
  compilerOf,
  lib,
  linkerOf,
  packagesFor,
  attributeAt,
  platformTable,
  surface,
  readNativeDependencies,
  readNativeTable,
  ...
}:
{
  arguments,
  root,
  nativeSettings,
}:
let
  inherit (arguments) pkgs compilers;
  selected = surface.select pkgs;
  setOf = packagesFor {
    surface = selected;
    inherit (arguments) targetPkgs;
  };
  # As cc-rs and pkg-config-rs read them.
  variablesOf =
    triple:
    {
      cc,
      cxx,
      ar,
      flags,
    }:
    let
      suffix = builtins.replaceStrings [ "-" "." ] [ "_" "_" ] triple;
      text = builtins.concatStringsSep " " flags;
    in
    lib.filterAttrs (_name: value: value != null && value != "") {
      "CC_${suffix}" = cc;
      "CXX_${suffix}" = cxx;
      "AR_${suffix}" = ar;
      "CFLAGS_${suffix}" = text;
      "CXXFLAGS_${suffix}" = text;
    };
  ofBuild = variablesOf "build" (compilerOf {
    surface = selected;
    packages = selected;
    compiler = null;
    platform = { };
  });
in
hostTriple: requestedTriple:
let
  triple = if requestedTriple == null then hostTriple else requestedTriple;
  isHost = triple == hostTriple;
  platform = platformTable.${triple} or { };
  withLld = platform.linksWithLld or false;
  packages = if isHost then null else setOf triple;
  hasEnvironment = packages != null && !withLld;
  compiler = compilerOf {
    surface = selected;
    compiler = compilers.${triple} or null;
    inherit packages platform;
  };
  compilerEnv = lib.optionalAttrs (compiler != null) (variablesOf triple compiler);
  # A component linker calls wasm-ld.
  needsLld = withLld && arguments.toolchain == null;
  # Some scripts compile a program and run it.
  withBuildCompiler =
    mkDerivation: attributes: mkDerivation (attributes // { depsBuildBuild = [ selected.stdenv.cc ]; });
  native = nativeSettings {
    programs = if packages == null then pkgs else packages.buildPackages;
    libraries = if packages == null then pkgs else packages;
    hasLibraries = isHost || hasEnvironment;
  };
in
{
  inherit (native) nativeOf scriptDefaults;
  mkDerivation =
    if isHost then
      selected.stdenv.mkDerivation
    else
      withBuildCompiler (if hasEnvironment then packages.stdenv else selected.stdenvNoCC).mkDerivation;
  scriptEnv =
    links:
    lib.optionalAttrs (!withLld || compilers ? ${triple} || builtins.elem "cc" links) compilerEnv
    // lib.optionalAttrs hasEnvironment { PKG_CONFIG_ALLOW_CROSS = "1"; }
    // lib.optionalAttrs (!isHost) {
      HOST_CC = ofBuild.CC_build;
      HOST_CXX = ofBuild.CXX_build;
    };
  linkInputs = {
    nativeBuildInputs = lib.optional needsLld selected.lld;
    buildInputs = lib.optionals hasEnvironment (
      builtins.concatMap (paths: lib.take 1 (builtins.concatMap (attributeAt packages) paths)) (
        platform.libraries or [ ]
      )
    );
  };
  linkerOf = linkerOf {
    surface = selected;
    inherit root triple platform;
    inherit (arguments) linkers toolchain;
    compiler = if isHost && !(compilers ? ${triple}) then null else compiler.cc or null;
  };
}
