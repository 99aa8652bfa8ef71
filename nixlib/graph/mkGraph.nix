/**
  Return the graph of one command: all units that Cargo builds for the command, as derivations.

  # Arguments
  - `command`, `profile`, `cargoTargets`: as in buildCargoWorkspace.
  - `committedPlan`: the file of the plan, or null to make the plan during evaluation.
  - `members`: see mkPlan.nix. The plan also has the units of packages built alone.
  - `more`, `tolerant`: see mkPlan.nix.
  - `sharedEntries`: entries of another graph by identity, which are not made again.

  # Value
  - `plan`: the contents of the plan. `planDerivation` makes the plan, and `scanDerivation` the
    file sets.
  - `planPaths`: the results of these derivations, if the graph has them.
  - `entries`: mkUnits.nix for all units of the plan, last the units of packages built alone.
  - `units`: the entries of the selection. `roots`: the entries that the command requests.
  - `packageRoots name`: the roots of a package that is built alone.
  - `scrubbedPaths`: see scrubbedPaths.nix. `sourceOf`: see graphFiles.nix.
*/
{
  cargoTargetFlags,
  graphFiles,
  lib,
  mkPlan,
  mkUnits,
  readPlan,
  scrubbedPaths,
  unitSources,
  ...
}:
{ workspace, arguments }:
{
  command,
  profile,
  committedPlan,
  cargoTargets ? { },
  members ? false,
  more ? { },
  tolerant ? false,
  sharedEntries ? { },
}:
let
  inherit (workspace)
    crates
    overrideOf
    pathOf
    python
    skeleton
    system
    toolchain
    ;
  selection = {
    inherit (arguments)
      allFeatures
      exclude
      features
      noDefaultFeatures
      packages
      target
      workspace
      ;
    inherit command profile;
    cargoTargets = cargoTargetFlags cargoTargets;
  };
  planDerivation = mkPlan {
    inherit
      python
      system
      skeleton
      crates
      selection
      members
      more
      tolerant
      toolchain
      ;
  };
  plan = readPlan {
    inherit
      committedPlan
      planDerivation
      skeleton
      selection
      system
      ;
    inherit (workspace) manifestParts;
    fileName = workspace.fileName committedPlan;
  };

  isCommitted = committedPlan != null;
  files = graphFiles {
    inherit
      workspace
      arguments
      plan
      isCommitted
      ;
  };
  sourcesOf = unitSources {
    inherit pathOf overrideOf;
    inherit (files) fileSets;
    usesMacroInputs = !isCommitted;
  };
  allUnits = mkUnits {
    inherit
      python
      system
      toolchain
      crates
      sharedEntries
      ;
    inherit (workspace)
      surface
      cargoRoot
      nativeOf
      scriptDefaults
      linkerOf
      ;
    inherit (arguments) contentAddressed incrementalDir;
    plan = plan // {
      units = plan.units ++ plan.members.units or [ ];
    };
    unitSources = sourcesOf;
  };
  # A stale plan stops each derivation, but not the names of units.
  checkPlan =
    entry:
    entry
    // {
      drv =
        assert plan.usable;
        entry.drv;
    };
  entries = map checkPlan allUnits;
  entriesAt = map (builtins.elemAt entries);
in
{
  inherit plan planDerivation entries;
  inherit (files) scanDerivation sourceOf;
  planPaths =
    lib.optional (!isCommitted) "${planDerivation}"
    ++ lib.optional (arguments.scanFiles && !isCommitted) "${files.scanDerivation}";
  units = lib.take (builtins.length plan.units) entries;
  roots = entriesAt plan.roots;
  packageRoots = name: entriesAt (plan.members.roots.${name} or [ ]);
  scrubbedPaths = scrubbedPaths {
    inherit entries toolchain;
    inherit (arguments) contentAddressed;
  };
}
