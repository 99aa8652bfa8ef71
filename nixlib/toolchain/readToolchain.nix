/**
  Return the toolchain as `{ rustc, cargo, clippy, rustfmt }`, each a derivation with programs in
  `bin`. clippy and rustfmt may be missing.

  `toolchain` is null for the toolchain of nixpkgs, one derivation with all programs (fenix,
  rust-overlay), or a set with at least `rustc` and `cargo`; see chooseToolchain.nix. Another set is
  an error: components of nixpkgs never complete another toolchain.

  `targetPackages` are the packages of the platform `target`, or null. nixpkgs' rustc for a
  platform, which has its standard library, is in `buildPackages` of this set.
*/
{ fail, lib, ... }:
{
  surface,
  targetPackages,
  toolchain,
}:
let
  nixpkgsToolchain = {
    inherit (if targetPackages == null then surface else targetPackages.buildPackages) rustc;
    inherit (surface)
      cargo
      clippy
      rustfmt
      ;
  };
  isOneDerivation =
    lib.isDerivation toolchain || builtins.isString toolchain || builtins.isPath toolchain;
in
if toolchain == null then
  nixpkgsToolchain
else if isOneDerivation then
  builtins.mapAttrs (_name: _component: toolchain) nixpkgsToolchain
else if toolchain ? rustc && toolchain ? cargo then
  builtins.intersectAttrs nixpkgsToolchain toolchain
else
  fail {
    problem = "the toolchain is incomplete";
    at = "buildCargoWorkspace: toolchain";
    expected = "one derivation with all programs, or a set with `rustc` and `cargo`";
    got = "a set with ${builtins.concatStringsSep ", " (builtins.attrNames toolchain)}";
    waysOut = [
      "fenix: toolchain = fenix.packages.\${system}.stable.toolchain;"
      "rust-overlay: toolchain = rust-bin.stable.latest.default;"
      "add the missing component"
      "remove `toolchain` to use the toolchain of nixpkgs"
    ];
  }
