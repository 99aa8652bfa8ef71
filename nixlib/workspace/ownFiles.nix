/**
  Return the paths of the files that Nix reads and Cargo ignores. No unit sees such a file, so an
  edit rebuilds nothing.
*/
{ plansBeside, ... }:
{
  inWorkspace,
  relativeTo,
  arguments,
}:
let
  isInSource = path: path != null && relativeTo path != "";
  committedPlans = builtins.filter isInSource (
    [ arguments.committedPlan ] ++ builtins.attrValues arguments.checks.committedPlans
  );
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
++ map relativeTo (builtins.concatMap plansBeside committedPlans)
