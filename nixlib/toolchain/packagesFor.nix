/**
  Return a function from a triple to the packages of the platform, or to null if nixpkgs has no
  set for the triple (platformTable.nix).

  `surface` are the packages of the machine that builds. `targetPkgs` is the set of the arguments
  (readPlatforms.nix), or null.
*/
{
  attributeAt,
  lib,
  platformTable,
  tripleOf,
  ...
}:
{ surface, targetPkgs }:
triple:
let
  isTriple = set: tripleOf set.stdenv.hostPlatform == triple;
  paths = platformTable.${triple}.sets or [ ];
  sets = builtins.filter isTriple (builtins.concatMap (attributeAt surface) paths);
in
if targetPkgs != null && isTriple targetPkgs then
  targetPkgs
else if sets == [ ] then
  null
else
  builtins.head sets
