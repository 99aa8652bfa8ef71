/**
  Return a shell with the toolchain, the native dependencies, the environment and the locked
  crates of the workspace. `cargo build` in the shell builds the same as Nix and needs no network.
  The shell is a derivation only because `nix develop` enters derivations: its output is an empty
  file.

  Cargo writes to CARGO_HOME, so CARGO_HOME is a directory in the user's cache, one per checkout.
  Crates keep their paths after an edit of Cargo.lock, because Cargo compiles crates with new
  paths again.
*/
{
  lib,
  mkCargoHome,
  variableText,
  ...
}:
{ workspace, arguments }:
let
  inherit (workspace)
    python
    system
    crates
    nativeOf
    lockfile
    ;
  inherit (arguments) target;
  home = mkCargoHome { inherit python system crates; };
  defaults = workspace.allDefaults (map (package: package.name) lockfile.names);
  natives = map nativeOf lockfile.names ++ [ defaults ];
  testTools = builtins.concatMap (override: override.test.inputs) (
    builtins.attrValues arguments.packageOverrides
  );
  inherit (arguments.checks) nextest;
  linker =
    if target == null then
      null
    else
      workspace.linkerOf {
        triple = target;
        configured = null;
      };
in
workspace.surface.stdenv.mkDerivation {
  name = "cargo-nix-shell";
  nativeBuildInputs =
    builtins.attrValues workspace.toolchain
    ++ testTools
    ++ lib.optional (nextest != null) nextest
    ++ builtins.concatMap (native: native.nativeBuildInputs) natives
    ++ arguments.devShell.packages;
  buildInputs = builtins.concatMap (native: native.buildInputs) natives;
  env =
    builtins.foldl' (env: native: env // native.env) { } natives
    // builtins.mapAttrs (_name: variableText) arguments.devShell.env;
  shellHook = ''
    cargoNixRoot=$PWD
    while [ "$cargoNixRoot" != / ] && [ ! -e "$cargoNixRoot/Cargo.lock" ]; do
      cargoNixRoot=$(dirname "$cargoNixRoot")
    done
    cargoNixHash=$(printf %s "$cargoNixRoot" | cksum | cut -d ' ' -f 1)
    export CARGO_HOME=''${XDG_CACHE_HOME:-$HOME/.cache}/cargo-nix/shell-$cargoNixHash
    unset cargoNixRoot cargoNixHash
    mkdir -p "$CARGO_HOME"
    ln -sfn ${home}/vendor "$CARGO_HOME/vendor"
    sed "s|${home}/vendor|$CARGO_HOME/vendor|" ${home}/config.toml > "$CARGO_HOME/config.toml"
  ''
  + lib.optionalString (linker != null) ''
    export CARGO_TARGET_$(echo ${target} | tr a-z.- A-Z__)_LINKER=${linker}
  '';
  phases = [ "buildPhase" ];
  buildPhase = "touch $out";
  preferLocalBuild = true;
}
