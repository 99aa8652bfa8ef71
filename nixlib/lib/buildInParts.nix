/**
  Return `value` after Nix has built all derivations in `parts`, lists of derivations, one list
  after another.

  Whenever a build slot is free, Nix looks at all waiting derivations. So the cost of many
  derivations that are ready at the same time is the square of their number.
*/
_scope:
{ parts, value }:
let
  # `pathExists` builds all derivations in the context of its argument.
  buildPart =
    part:
    let
      context = builtins.substring 0 0 (toString part);
    in
    builtins.pathExists "${builtins.head part}${context}";
  partsAreBuilt = builtins.foldl' (_previous: part: builtins.seq (buildPart part) null) null parts;
in
builtins.seq partsAreBuilt value
