/**
  Return a shell with the workspace's toolchain, native dependencies and environment, and with the locked crates: `cargo
  build` in it is what is built here, and needs no network. It is a derivation only because `nix develop` enters
  derivations; building it makes an empty file.

  cargo writes to its CARGO_HOME, so that is a directory of the user's cache, one for each checkout. Crates have the same
  path in it from one Cargo.lock to the next: cargo compiles them again where that changes. `tools` are what tests find on
  their PATH.
*/
{ mkCargoHome, ... }:
{ surface, python, system, toolchain, natives, tools, crates, target, linker }:
let
  home = mkCargoHome { inherit python system crates; };
in
surface.stdenv.mkDerivation {
  name = "cargo-nix-shell";
  nativeBuildInputs = builtins.attrValues toolchain ++ tools
    ++ builtins.concatMap (native: native.nativeBuildInputs) natives;
  buildInputs = builtins.concatMap (native: native.buildInputs) natives;
  env = builtins.foldl' (env: native: env // native.env) { } natives;
  shellHook = ''
    cargoNixRoot=$PWD
    while [ "$cargoNixRoot" != / ] && [ ! -e "$cargoNixRoot/Cargo.lock" ]; do cargoNixRoot=$(dirname "$cargoNixRoot"); done
    export CARGO_HOME=''${XDG_CACHE_HOME:-$HOME/.cache}/cargo-nix/shell-$(printf %s "$cargoNixRoot" | cksum | cut -d ' ' -f 1)
    unset cargoNixRoot
    mkdir -p "$CARGO_HOME"
    ln -sfn ${home}/vendor "$CARGO_HOME/vendor"
    sed "s|${home}/vendor|$CARGO_HOME/vendor|" ${home}/config.toml > "$CARGO_HOME/config.toml"
  '' + (if linker == null then "" else ''
    export CARGO_TARGET_$(echo ${target} | tr a-z.- A-Z__)_LINKER=${linker}
  '');
  phases = [ "buildPhase" ];
  buildPhase = "touch $out";
  preferLocalBuild = true;
}
