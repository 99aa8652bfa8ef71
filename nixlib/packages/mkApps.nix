/**
  Return the apps of a flake: each program by name for `nix run .#name`, `default` for `nix run`,
  `update-plan` and `export`.

  `updatePlan` and `export` are the programs of mkUpdatePlan.nix and mkExport.nix. They must run
  despite a committed plan that cannot be read. Then there is no other app.
*/
{ lib, ... }:
{
  export,
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
  export = appOf export;
}
// lib.optionalAttrs (apps != { }) { default = appOf packages.default; }
// apps
