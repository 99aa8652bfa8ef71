/**
  Return a shell with the workspace's toolchain, native dependencies and environment. The shell's
  rustc answers calls with units of Nix, so plain cargo compiles only the workspace. The shell is a
  derivation only because `nix develop` enters derivations: its output is an empty file.

  The shell opens in any state of the workspace. Without a valid Cargo.lock, the shell has the
  toolchain alone.
*/
{
  readShell,
  mkIndex,
  mkFrontEnd,
  shellEntry,
  shellHookOf,
  variableText,
  ...
}:
{
  workspace,
  arguments,
  shellPlan,
}:
let
  shell = readShell { inherit workspace arguments shellPlan; };
  inherit (shell) base;
  inherit (base) surface python system;
  whole = shell.workspace;
  natives =
    if whole == null then
      [ ]
    else
      map whole.nativeOf whole.lockfile.names
      ++ [ (whole.allDefaults (map (package: package.name) whole.lockfile.names)) ];
  testTools = builtins.concatMap (override: override.test.inputs) (
    builtins.attrValues arguments.packageOverrides
  );
  nextest = if arguments.checks.nextest == null then [ ] else [ arguments.checks.nextest ];
  targetSettings = base.platformOf null arguments.target;
  # The shell has libraries of this machine, so pkg-config must not answer for the platform.
  targetEnv =
    if arguments.target == null then
      { }
    else
      builtins.removeAttrs (targetSettings.scriptEnv [ "cc" ]) [ "PKG_CONFIG_ALLOW_CROSS" ];
  # Optional attributes of `pkgs`.
  isNixpkgsToolchain = arguments.toolchain == null;
  analyzer = if surface ? rust-analyzer then [ surface.rust-analyzer ] else [ ];
  standardLibrary =
    if isNixpkgsToolchain && surface ? rustPlatform then
      { RUST_SRC_PATH = "${surface.rustPlatform.rustLibSrc}"; }
    else
      { };
  common = {
    nativeBuildInputs =
      builtins.attrValues base.toolchain
      ++ testTools
      ++ nextest
      ++ builtins.concatMap (native: native.nativeBuildInputs) natives
      ++ analyzer
      ++ arguments.devShell.packages;
    buildInputs = builtins.concatMap (native: native.buildInputs) natives;
    env =
      standardLibrary
      // targetEnv
      // builtins.foldl' (env: native: env // native.env) { } natives
      // builtins.mapAttrs (_name: variableText) arguments.devShell.env;
    phases = [ "buildPhase" ];
    preferLocalBuild = true;
  };
  # The variables of the shell, without the user's variables.
  environment = surface.stdenv.mkDerivation (
    common
    // {
      name = "cargo-nix-shell-environment";
      buildPhase = "env -0 > $out";
    }
  );
  frontEnd = mkFrontEnd {
    inherit surface;
    inherit (base) toolchain;
  };
  index = mkIndex {
    inherit python system;
    inherit (shell) rows;
    inherit (arguments.devShell) prebuilt;
    crates = builtins.attrValues whole.crates;
    registry = "${shell.home}/registry";
    program = "${frontEnd}/bin/cargo-nix-script";
    environment = "${environment}";
  };
in
surface.stdenv.mkDerivation (
  common
  // {
    name = "cargo-nix-shell";
    shellHook = shellHookOf {
      inherit (shell) home problem;
      inherit frontEnd;
      index = if shell.rows == [ ] then null else index;
      entry = shellEntry { inherit python system; };
      linker =
        if arguments.target == null then
          null
        else
          {
            triple = arguments.target;
            path = targetSettings.linkerOf {
              linker = null;
              needs_linker = true;
            };
          };
    };
    buildPhase = "touch $out";
  }
)
// {
  # For mkRoots.
  parts =
    (if shell.home == null then [ ] else [ "${shell.home}" ])
    ++ (
      if shell.rows == [ ] then
        [ ]
      else
        [
          "${index}"
          "${frontEnd}"
        ]
    );
}
