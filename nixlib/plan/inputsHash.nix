/**
  Return the hash over all that a plan depends on. pylib/cargo_nix/skeleton/hashing.py computes the
  same one.
*/
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
  };
  # A workspace in the source's root has the hash of before.
  place = if skeleton.root == "" then { } else { inherit (skeleton) root; };
in
builtins.hashString "sha256" (builtins.toJSON (content // place))
