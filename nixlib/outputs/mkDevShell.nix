/**
  Return a shell with the workspace's toolchain, native dependencies and environment, and with the locked crates: `cargo
  build` in it is what is built here, and needs no network. It is a derivation only because `nix develop` enters
  derivations; building it makes an empty file.

  cargo writes to its CARGO_HOME, so that is a directory of the user's cache, one for each checkout. Crates have the same
  path in it from one Cargo.lock to the next: cargo compiles them again where that changes.
*/
{ mkCargoHome, ... }:
{ surface, python, system, toolchain, natives, crates, target, linker }:
let
  home = mkCargoHome { inherit python system crates; };
  upper = builtins.replaceStrings [ "-" "." ] [ "_" "_" ] (toUpper target);
  toUpper = builtins.replaceStrings lower (map (letter: letters.${letter}) lower);
  lower = builtins.attrNames letters;
  letters = {
    a = "A"; b = "B"; c = "C"; d = "D"; e = "E"; f = "F"; g = "G"; h = "H"; i = "I"; j = "J"; k = "K"; l = "L"; m = "M";
    n = "N"; o = "O"; p = "P"; q = "Q"; r = "R"; s = "S"; t = "T"; u = "U"; v = "V"; w = "W"; x = "X"; y = "Y"; z = "Z";
  };
in
surface.stdenv.mkDerivation {
  name = "cargo-nix-shell";
  nativeBuildInputs = builtins.attrValues toolchain
    ++ builtins.concatMap (native: native.nativeBuildInputs) natives;
  buildInputs = builtins.concatMap (native: native.buildInputs) natives;
  env = builtins.foldl' (env: native: env // native.env) { } natives
    // (if linker == null then { } else { "CARGO_TARGET_${upper}_LINKER" = linker; });
  shellHook = ''
    cargoNixRoot=$PWD
    while [ "$cargoNixRoot" != / ] && [ ! -e "$cargoNixRoot/Cargo.lock" ]; do cargoNixRoot=$(dirname "$cargoNixRoot"); done
    export CARGO_HOME=''${XDG_CACHE_HOME:-$HOME/.cache}/cargo-nix/shell-$(printf %s "$cargoNixRoot" | cksum | cut -d ' ' -f 1)
    unset cargoNixRoot
    mkdir -p "$CARGO_HOME"
    ln -sfn ${home}/vendor "$CARGO_HOME/vendor"
    sed "s|${home}/vendor|$CARGO_HOME/vendor|" ${home}/config.toml > "$CARGO_HOME/config.toml"
  '';
  phases = [ "buildPhase" ];
  buildPhase = "touch $out";
  preferLocalBuild = true;
}
