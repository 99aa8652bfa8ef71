# The flake's templates: each folder beside this file, described by its own flake.nix.
let
  entries = builtins.readDir ./.;
  names = builtins.filter (name: entries.${name} == "directory") (builtins.attrNames entries);
in
builtins.listToAttrs (
  map (name: {
    inherit name;
    value = {
      path = ./. + "/${name}";
      inherit (import (./. + "/${name}/flake.nix")) description;
    };
  }) names
)
