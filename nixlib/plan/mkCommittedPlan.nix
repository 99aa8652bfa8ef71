/**
  Return the derivation of the file to commit. The inputs are the plans of all commands and the
  source, so evaluation reads no plan and no scan.

  - `systems`: the systems of the plan, as `{ system, plans }`: the name of a system, and the
    derivations of its plans (mkPlan.nix) by command. All have the same commands.
  - `src`: the source of the scan, or "" for a plan without file sets.
  - `inputs`: the hash of the inputs (inputsHash.nix). `macroInputs`: as in inputsHash.nix.
*/
{
  commandOrder,
  mkLibrary,
  runModule,
  ...
}:
{
  python,
  system,
  systems,
  src,
  inputs,
  macroInputs,
}:
runModule {
  name = "cargo-nix.json";
  inherit system;
  python = python.scanner;
  library = mkLibrary {
    inherit system;
    python = python.scanner;
    name = "cargo-nix-committed";
    only = [
      "__init__.py"
      "checkout_sets.py"
      "committed_request.py"
      "errors.py"
      "lockfile.py"
      "cargo"
      "crates/__init__.py"
      "crates/git_access.py"
      "crates/known_words.py"
      "crates/library_facts.py"
      "crates/vendored_home.py"
      "crates/words.py"
      "filesets"
      "plan"
      "scan"
      "skeleton"
      "syntax"
      "units"
    ];
  };
  module = "cargo_nix.committed_request";
  request = {
    systems = map (
      { system, plans }:
      {
        inherit system;
        plans = builtins.mapAttrs (_command: plan: "${plan}") plans;
      }
    ) systems;
    commands = builtins.filter (command: (builtins.head systems).plans ? ${command}) commandOrder;
    inherit src inputs macroInputs;
  };
}
