/**
  Return a function from a triple to the packages of the platform, or to null if nixpkgs has no
  set for the triple (platformTable.nix).

  `surface` are the packages of the machine that builds. `targetPkgs` is the set of the arguments
  (readPlatforms.nix), or null.
*/
{
  attributeAt,
  platformTable,
  tripleOf,
  ...
}:
{ surface, targetPkgs }:
triple:
let
  isTriple = set: tripleOf set.stdenv.hostPlatform == triple;
  # Nix evaluates a set of nixpkgs in a second, so the sets after the right one stay unevaluated.
  firstOf =
    paths:
    let
      sets = builtins.filter isTriple (attributeAt surface (builtins.head paths));
    in
    if paths == [ ] then
      null
    else if sets != [ ] then
      builtins.head sets
    else
      firstOf (builtins.tail paths);
in
if targetPkgs != null && isTriple targetPkgs then
  targetPkgs
else
  firstOf (platformTable.${triple}.sets or [ ])
