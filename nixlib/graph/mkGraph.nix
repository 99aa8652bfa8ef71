/**
  Return the graph of one command: all units that Cargo builds for the command, as derivations.
  Evaluation imports the plan from its derivation.

  # Arguments
  - `selection`: see planSelections.nix.
  - `members`: see mkPlan.nix. The plan also has the units of packages built alone.
  - `more`, `tolerant`: see mkPlan.nix.
  - `sharedEntries`: entries of other graphs by identity, which are not made again.

  # Value
  - `plan`: the contents of the plan. `planDerivation` makes the plan, and `planPaths` are the
    results of this derivation and of the scan.
  - `entries`: mkUnits.nix for all units of the plan, last the units of packages built alone.
  - `units`: the entries of the selection. `roots`: the entries that the command requests.
  - `packageRoots name`: the roots of a package that is built alone.
  - `scrubbedPaths`: see scrubbedPaths.nix. `sourceOf`: see scannedSource.nix.
*/
{
  buildInParts,
  chunksOf,
  hostLibraries,
  importPlan,
  lib,
  memberFiles,
  memberSource,
  mkFileSets,
  mkPlan,
  mkUnits,
  scannedSource,
  scrubbedPaths,
  unitSettings,
  unitSources,
  ...
}:
{ workspace, arguments }:
{
  selection,
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
    root
    skeleton
    system
    toolchain
    ;
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
  plan = importPlan {
    inherit planDerivation;
    inherit (workspace) manifestParts;
  };
  allUnits = plan.units ++ plan.members.units or [ ];

  filesOf = memberFiles {
    inherit root;
    inherit (plan) directories;
  };
  scan = mkFileSets {
    inherit python system plan;
    pathOf = package: pathOf (filesOf package);
    hasMacroInputs = package: (overrideOf package.name).macroInputs != null;
  };
  scanText = buildInParts {
    # As many as a large machine builds at the same time.
    parts = chunksOf 32 scan.scans;
    value = builtins.readFile scan.fileSets;
  };
  fileSets = lib.optionalAttrs arguments.scanFiles (
    builtins.fromJSON (builtins.unsafeDiscardStringContext scanText)
  );

  entries = mkUnits (
    unitSettings { inherit workspace arguments; }
    // {
      inherit sharedEntries;
      plan = plan // {
        units = allUnits;
      };
      sourceOfMember = memberSource {
        inherit (workspace) cargoRoot;
        unitSources = unitSources { inherit pathOf overrideOf fileSets; };
        linkedByHost = hostLibraries allUnits allUnits;
      };
    }
  );
  entriesAt = map (builtins.elemAt entries);
in
{
  inherit plan planDerivation entries;
  planPaths = [ "${planDerivation}" ] ++ lib.optional arguments.scanFiles "${scan.fileSets}";
  sourceOf = scannedSource {
    inherit workspace fileSets;
    inherit (plan) directories;
  };
  units = lib.take (builtins.length plan.units) entries;
  roots = entriesAt plan.roots;
  packageRoots = name: entriesAt (plan.members.roots.${name} or [ ]);
  scrubbedPaths = scrubbedPaths {
    inherit entries toolchain;
    inherit (arguments) contentAddressed;
  };
}
