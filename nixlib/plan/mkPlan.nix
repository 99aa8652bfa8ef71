/**
  Return the derivation that makes the plan: it asks Cargo, offline, with the manifests of the locked crates.

  With `members` the plan also says what each package of the selection is when it is built alone, or what those of a
  list of names are. Each costs one more question to Cargo. `more` are selections by name: the plan has their units
  too. With `tolerant` the derivation succeeds without a plan, and writes `{ problem }`.
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
}:
let
  # A change of the modules that run elsewhere makes no new plan.
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
      "cli"
      "narrow.py"
      "crate_manifest.py"
      "git_manifest.py"
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
  // (if tolerant then { inherit tolerant; } else { });
}
