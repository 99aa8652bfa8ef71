/**
  Return the toolchain as `{ rustc, cargo, clippy, rustfmt }` (the last two if it has them), each a derivation with its programs in `bin`.

  `toolchain` is null (nixpkgs' own), one derivation that holds everything (fenix, rust-overlay), or an attribute set of
  components, `rustc` and `cargo` at least: nothing of nixpkgs' Rust mixes with another one.
*/
{ fail, ... }:
{ surface, toolchain }:
let
  own = {
    inherit (surface)
      rustc
      cargo
      clippy
      rustfmt
      ;
  };
  isDerivation = value: builtins.isAttrs value && value.type or null == "derivation";
in
if toolchain == null then
  own
else if isDerivation toolchain || builtins.isString toolchain || builtins.isPath toolchain then
  {
    rustc = toolchain;
    cargo = toolchain;
    clippy = toolchain;
    rustfmt = toolchain;
  }
else if toolchain ? rustc && toolchain ? cargo then
  builtins.intersectAttrs own toolchain
else
  fail {
    problem = "the toolchain is not complete";
    at = "buildCargoWorkspace: toolchain";
    expected = "one derivation with all programs, or a set with `rustc` and `cargo`";
    got = "a set with ${builtins.concatStringsSep ", " (builtins.attrNames toolchain)}";
    waysOut = [
      "add what is missing"
      "leave `toolchain` out for nixpkgs' own"
    ];
  }
