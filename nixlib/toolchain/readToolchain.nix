/**
  Return the toolchain as `{ rustc, cargo, clippy, rustfmt }`, each a derivation with its programs in `bin`.

  `toolchain` is null (nixpkgs' own), one derivation that holds everything (fenix, rust-overlay), or an attribute set of
  components; a component that is missing there is nixpkgs'.
*/
_scope:
{ surface, toolchain }:
let
  own = { inherit (surface) rustc cargo clippy rustfmt; };
  isDerivation = value: builtins.isAttrs value && value.type or null == "derivation";
in
if toolchain == null then own
else if isDerivation toolchain || builtins.isString toolchain || builtins.isPath toolchain then
  { rustc = toolchain; cargo = toolchain; clippy = toolchain; rustfmt = toolchain; }
else own // builtins.intersectAttrs own toolchain
