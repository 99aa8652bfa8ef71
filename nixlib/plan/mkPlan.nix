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
    only = [
      "__init__.py"
      "errors.py"
      "lockfile.py"
      "pipeline.py"
      "plan_request.py"
      "cargo"
      "crates/__init__.py"
      "crates/git_access.py"
      "crates/known_words.py"
      "crates/library_facts.py"
      "crates/vendored_home.py"
      "crates/words.py"
      "plan/__init__.py"
      "plan/make_plan.py"
      "plan/member_plans.py"
      "plan/package_row.py"
      "plan/plan_text.py"
      "plan/renumber.py"
      "plan/rows.py"
      "plan/schema.py"
      "plan/unit_files.py"
      "plan/unit_names.py"
      "skeleton"
      "units"
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
