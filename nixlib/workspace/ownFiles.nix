/**
  Return the paths of the source that Nix reads and Cargo does not read. No unit sees such a file,
  so an edit rebuilds nothing.
*/
{ lib, plansBeside, ... }:
{
  inWorkspace,
  relativeTo,
  arguments,
}:
let
  file = arguments.committedPlan;
  isInSource = path: path != null && relativeTo path != "";
in
[
  "flake.nix"
  "flake.lock"
  "cargo-nix.json"
  "Cargo.dependencies.nix"
  (inWorkspace "Cargo.dependencies.nix")
]
++ lib.optionals (isInSource file) (map relativeTo (plansBeside file))
