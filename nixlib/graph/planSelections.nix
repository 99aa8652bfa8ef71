/**
  Return the selections that Cargo is asked about (mkPlan.nix), by name:

  - `main`: the selection of the user.
  - `build`: the selection with all products. Absent if this is `main`.
  - `test`, `bench`, `doc`: the selections of the checks. `bench` is absent with
    `checks.benches = false`.
*/
{ cargoTargetFlags, lib, ... }:
{ arguments }:
let
  inherit (arguments) checks command profile;
  cargoTargets = cargoTargetFlags arguments.cargoTargets;
  shared = {
    inherit (arguments)
      allFeatures
      exclude
      features
      noDefaultFeatures
      packages
      target
      workspace
      ;
  };
  ofCheck =
    command:
    shared
    // {
      inherit command;
      inherit (checks) profile;
      cargoTargets = [ ];
    };
  isDefaultBuild = command == "build" && cargoTargets == [ ];
in
{
  main = shared // {
    inherit command profile cargoTargets;
  };
}
// lib.optionalAttrs (!isDefaultBuild) { build = ofCheck "build"; }
// {
  test = ofCheck "test";
  doc = ofCheck "doc";
}
// lib.optionalAttrs checks.benches { bench = ofCheck "bench"; }
