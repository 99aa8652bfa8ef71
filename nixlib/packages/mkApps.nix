/**
  Return the apps of a flake: each program by name for `nix run .#name`, and `default` for
  `nix run`.
*/
{ lib, ... }:
{ packages }:
let
  appOf = package: {
    type = "app";
    program = "${package}/bin/${package.meta.mainProgram}";
    meta = builtins.intersectAttrs { description = null; } package.meta;
  };
  apps = builtins.mapAttrs (_name: appOf) packages.bins;
in
lib.optionalAttrs (apps != { }) { default = appOf packages.default; } // apps
