/**
  Return a function from a triple to the packages of the platform, or to null if nixpkgs has no
  set for the triple (platformTable.nix).

  `surface` are the packages of the machine that builds. `target` and `targetPkgs` are the
  platform and the set of the arguments (readPlatforms.nix).
*/
{
  attributeAt,
  lib,
  platformTable,
  tripleOf,
  ...
}:
{
  surface,
  target,
  targetPkgs,
}:
triple:
let
  isTriple = set: tripleOf set.stdenv.hostPlatform == triple;
  paths = platformTable.${triple}.sets or [ ];
  sets = builtins.filter isTriple (builtins.concatMap (attributeAt surface) paths);
in
if targetPkgs != null && triple == target then
  targetPkgs
else if sets == [ ] then
  null
else
  builtins.head sets
