/**
  Return the apps of a flake: each program by name for `nix run .#name`, `default` for `nix run`,
  and `update-plan`.

  `updatePlan` is the program of mkUpdatePlan.nix. It must run despite a committed plan that cannot
  be read. Then there is no other app.
*/
{ lib, ... }:
{
  packages,
  updatePlan,
  isPlanReadable,
}:
let
  appOf = package: {
    type = "app";
    program = "${package}/bin/${package.meta.mainProgram}";
    meta = builtins.intersectAttrs { description = null; } package.meta;
  };
  apps = lib.optionalAttrs isPlanReadable (builtins.mapAttrs (_name: appOf) packages.bins);
in
{
  update-plan = appOf updatePlan;
}
// lib.optionalAttrs (apps != { }) { default = appOf packages.default; }
// apps
