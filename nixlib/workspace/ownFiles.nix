/**
  Return the paths of the files that Nix reads and Cargo ignores. No unit sees such a file, so an
  edit rebuilds nothing.
*/
{ lib, plansBeside, ... }:
{
  inWorkspace,
  relativeTo,
  arguments,
}:
let
  committedPlans = [
    arguments.committedPlan
  ]
  ++ lib.mapAttrsToList (_name: app: app.committedPlan) arguments.web;
  isInSource = path: path != null && relativeTo path != "";
in
[
  "flake.nix"
  "flake.lock"
  "cargo-nix.json"
  "Cargo.dependencies.nix"
  (inWorkspace "Cargo.dependencies.nix")
  # Tokens of registries, where a project has its own CARGO_HOME.
  ".cargo/credentials"
  ".cargo/credentials.toml"
]
++ map relativeTo (builtins.concatMap plansBeside (builtins.filter isInSource committedPlans))
