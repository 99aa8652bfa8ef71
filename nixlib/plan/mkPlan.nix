/**
  Return the derivation of the plan: Cargo answers offline, with the manifests of the locked
  crates.

  With `members = true`, the plan also has the units of each selected package built alone; with a
  list of names, the units of these packages. Each package costs one more question to Cargo. The
  plan also has the units of `more`, selections by name. With `tolerant = true`, the derivation
  succeeds without a plan: its output is then `{ problem }`. `host` is the triple of another host,
  for the plan that Cargo makes there.
*/
{ mkLibrary, runModule, ... }:
{
  python,
  system,
  toolchain,
  skeleton,
  crates,
  selection,
  members,
  more ? { },
  tolerant ? false,
  host ? null,
}:
let
  # Edits of modules for other steps make no new plan.
  library = mkLibrary {
    inherit system;
    python = python.generator;
    name = "cargo-nix-generator";
    without = [
      "builder"
      "checks"
      "install"
      "syntax"
      "scan"
      "filesets"
      "observe"
      "shell"
      "nix_log"
      "last_build"
      "display"
      "cli"
      "narrow.py"
      "checkout_sets.py"
      "committed_request.py"
      "committed_schema.py"
      "committed_text.py"
      "join_systems.py"
      "unit_changes.py"
      "merge_plans.py"
      "crate_manifest.py"
      "vendored_manifest.py"
      "git_attributes.py"
      "git_manifest.py"
      "git_packages.py"
      "git_repository.py"
      "git_submodules.py"
    ];
  };
in
runModule {
  name = "cargo-nix-plan";
  inherit system library;
  python = python.generator;
  module = "cargo_nix.plan_request";
  request = {
    cargo = "${toolchain.cargo}/bin/cargo";
    rustc = "${toolchain.rustc}/bin/rustc";
    skeleton = { inherit (skeleton) root files names; };
    inherit selection members;
    crates = map (crate: {
      inherit (crate) key source;
      path = "${crate.manifest}";
    }) (builtins.attrValues crates);
  }
  // (if more == { } then { } else { inherit more; })
  // (if tolerant then { inherit tolerant; } else { })
  // (
    if host == null then
      { }
    else
      {
        host = {
          triple = host;
          python = python.builder;
        };
      }
  );
}
