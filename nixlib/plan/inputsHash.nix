/**
  Return the hash of all inputs of a plan. pylib/cargo_nix/skeleton/hashing.py computes the same
  hash.
*/
{ lib, ... }:
{
  skeleton,
  selection,
  schema,
}:
let
  hashOf = text: builtins.hashString "sha256" (builtins.unsafeDiscardStringContext text);
  content = {
    files = builtins.mapAttrs (_path: hashOf) skeleton.files;
    inherit (skeleton) names;
    inherit schema selection;
  }
  # Plans from before `cargoRoot` have no such field.
  // lib.optionalAttrs (skeleton.root != "") { inherit (skeleton) root; };
in
builtins.hashString "sha256" (builtins.toJSON content)
