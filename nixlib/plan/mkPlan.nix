/**
  Return the derivation that makes the plan: it asks cargo, offline, with the locked crates' manifests.

  With `members` the plan says too what each package of the selection is when it is built alone, or what those of a list
  of names are: a question more to cargo for each of them.
*/
{ mkLibrary, ... }:
{ python, system, toolchain, skeleton, crates, selection, members }:
let
  # Without what runs elsewhere: a change there is no change of the plan.
  generator = mkLibrary {
    inherit system;
    python = python.generator;
    name = "cargo-nix-generator";
    without = [ "builder" "checks" "install" "syntax" "scan" "filesets" "observe" "observe_command.py" "narrow.py" "crate_manifest.py" "git_manifest.py" ];
  };
in
derivation {
  name = "cargo-nix-plan";
  inherit system;
  __structuredAttrs = true;
  outputs = [ "out" ];
  builder = python.generator;
  args = [
    "-I"
    "-c"
    "import os, sys; sys.path.insert(0, '${generator}'); from cargo_nix.cli import main; sys.exit(main(['make-plan', os.environ['NIX_ATTRS_JSON_FILE'], '${placeholder "out"}']))"
  ];
  cargo = "${toolchain.cargo}/bin/cargo";
  rustc = "${toolchain.rustc}/bin/rustc";
  skeleton = { inherit (skeleton) root files names; };
  inherit selection members;
  crates = map (crate: { inherit (crate) key source; path = "${crate.manifest}"; }) (builtins.attrValues crates);
  preferLocalBuild = true;
}
