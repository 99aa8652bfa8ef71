/**
  Return the plan that `planDerivation` makes, as a value (import from derivation).

  `manifestParts` are lists of derivations that the plan depends on (buildInParts.nix).
*/
{ buildInParts, ... }:
{ planDerivation, manifestParts }:
let
  text = buildInParts {
    parts = manifestParts;
    value = builtins.readFile planDerivation;
  };
in
# The text contains no store path, so its context is only the plan's derivation.
builtins.fromJSON (builtins.unsafeDiscardStringContext text)
