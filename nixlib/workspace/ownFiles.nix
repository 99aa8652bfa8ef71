/**
  Return the paths of the source that Nix reads and Cargo does not: no unit sees them, so an edit of
  one rebuilds nothing.
*/
{ plansBeside, ... }:
{
  inWorkspace,
  relativeTo,
  arguments,
}:
let
  plans = builtins.filter (path: path != null && relativeTo path != "") (
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
++ map relativeTo (builtins.concatMap plansBeside plans)
