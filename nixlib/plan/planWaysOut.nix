/**
  Return the ways out of an unusable committed plan, lists of texts:

  - `missing`: the file does not exist.
  - `broken`: the file is no plan, or has an invalid value.
  - `stale`: the inputs are others. `compiler` is the version line of the plan's rustc.
  - `otherSystem`: the file lacks this system. `systems` are all systems that the file should have.

  The user of an exported build (nixlib/export) has the plan from somebody else, and cannot write
  the plan again.
*/
{ isExport, ... }:
{
  fileName,
  compiler,
  systems,
}:
let
  writeAgain = "write the plan again: nix run .#update-plan";
  removeArgument = "remove `committedPlan`: Nix then makes the plan during evaluation";
  argument = "systems = [ ${builtins.concatStringsSep " " (map builtins.toJSON systems)} ];";
  newExport = "in the exported project, write the export again: nix run .#export";
in
if isExport then
  {
    missing = [ newExport ];
    broken = [ newExport ];
    stale = [
      "another toolchain makes the plan stale: pass one with ${compiler} as `toolchain`"
      "take default.nix of the export, which has the nixpkgs of the plan"
      "for another source, ${newExport}"
    ];
    otherSystem = [ "in the exported project, set `${argument}` and run: nix run .#export" ];
  }
else
  {
    missing = [
      "write the plan: nix run .#update-plan"
      "a flake sees only files that git tracks: git add ${fileName}"
      removeArgument
    ];
    broken = [
      writeAgain
      removeArgument
    ];
    stale = [
      writeAgain
      removeArgument
    ];
    otherSystem = [
      "set `${argument}` and ${writeAgain}"
      "write the plan on this system: nix run .#update-plan"
      removeArgument
    ];
  }
