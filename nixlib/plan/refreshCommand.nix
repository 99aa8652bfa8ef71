/**
  Return the shell command that writes the committed plan again. `fileName` is the path of the
  plan from `src`.
*/
{ lib, ... }:
{
  selection,
  skeleton,
  fileName,
}:
let
  inherit (lib) optional optionals;
  flagEach = flag: map (value: "${flag} ${value}");
  words =
    flagEach "-p" selection.packages
    ++ flagEach "--features" selection.features
    ++ optional selection.workspace "--workspace"
    ++ flagEach "--exclude" selection.exclude
    ++ selection.cargoTargets
    ++ optional selection.allFeatures "--all-features"
    ++ optional selection.noDefaultFeatures "--no-default-features"
    ++ optional (selection.profile != "release") "--profile ${selection.profile}"
    ++ optionals (selection.target != null) [ "--target ${selection.target}" ]
    ++ optional (selection.command != "build") "--for ${selection.command}"
    ++ optional (skeleton.root != "") "--cargo-root ${skeleton.root}"
    ++ optional (fileName != "cargo-nix.json") "--out ${fileName}";
in
builtins.concatStringsSep " " ([ "nix run .#cargo-nix -- plan" ] ++ words)
