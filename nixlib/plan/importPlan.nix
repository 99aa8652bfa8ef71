/**
  Return the plan that `planDerivation` makes, as a value (import from derivation).

  `manifestParts` are lists of derivations that the plan depends on. Nix builds one list after
  another.
*/
_scope:
{ planDerivation, manifestParts }:
let
  # `pathExists` builds all derivations in the context of its argument, here one part after
  # another.
  buildPart =
    part:
    let
      context = builtins.substring 0 0 (toString part);
    in
    builtins.pathExists "${builtins.head part}${context}";
  manifestsAreBuilt = builtins.foldl' (
    _previous: part: builtins.seq (buildPart part) null
  ) null manifestParts;
  text = builtins.seq manifestsAreBuilt (builtins.readFile planDerivation);
in
# The text contains no store path, so its context is only the plan's derivation.
builtins.fromJSON (builtins.unsafeDiscardStringContext text)
