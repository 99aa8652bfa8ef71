/**
  Return a shell with the workspace's toolchain, native dependencies and environment: `cargo build` in it is what is
  built here. It is a derivation only because `nix develop` enters derivations; building it makes an empty file.
*/
_scope:
{ surface, toolchain, natives }:
surface.stdenv.mkDerivation {
  name = "cargo-nix-shell";
  nativeBuildInputs = builtins.attrValues toolchain
    ++ builtins.concatMap (native: native.nativeBuildInputs) natives;
  buildInputs = builtins.concatMap (native: native.buildInputs) natives;
  env = builtins.foldl' (env: native: env // native.env) { } natives;
  phases = [ "buildPhase" ];
  buildPhase = "touch $out";
  preferLocalBuild = true;
}
