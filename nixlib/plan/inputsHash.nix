/**
  Return the hash over all that a plan depends on. pylib/cargo_nix/skeleton/hashing.py computes the same one.
*/
{ skeleton, selection, schema }:
builtins.hashString "sha256" (builtins.toJSON ({
  files = builtins.mapAttrs (_path: text: builtins.hashString "sha256" (builtins.unsafeDiscardStringContext text)) skeleton.files;
  inherit (skeleton) names;
  inherit schema selection;
  # A workspace in the source's root has the hash of before.
} // (if skeleton.root == "" then { } else { inherit (skeleton) root; }))
