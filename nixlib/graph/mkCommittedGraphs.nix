/**
  Return a function from the name of a command to its graph (mkGraph.nix) in the committed plan
  `plan`. All graphs share one list of entries.

  `usable` is true, or an error for a stale plan. A stale plan stops each derivation, but not the
  names of units.

  File sets belong to a command. The first command with a unit decides about the sources of the
  unit, as without a committed plan (mkGraphs.nix).
*/
{
  commandOrder,
  hostLibraries,
  lib,
  memberSource,
  mkUnits,
  scannedSource,
  scrubbedPaths,
  unitSettings,
  unitSources,
  ...
}:
{
  workspace,
  arguments,
  plan,
  usable,
}:
let
  inherit (workspace) overrideOf pathOf toolchain;
  rowAt = builtins.elemAt plan.units;

  order = builtins.filter (name: plan.commands ? ${name}) commandOrder;
  # A unit of no list belongs to a package built alone.
  identityAt = index: (rowAt index).identity;
  ownersOf = name: lib.genAttrs (map identityAt plan.commands.${name}.units) (_identity: name);
  owners = builtins.foldl' (owners: name: ownersOf name // owners) { } order;
  ownerOf = unit: owners.${unit.identity} or "main";
  rowsOf = name: builtins.filter (row: ownerOf row == name) plan.units;

  fileSetsOf =
    name:
    builtins.mapAttrs (
      _directory: builtins.mapAttrs (_key: builtins.elemAt plan.sets)
    ) plan.commands.${name}.files;
  sourcesOf =
    name:
    memberSource {
      inherit (workspace) cargoRoot;
      unitSources = unitSources {
        inherit pathOf overrideOf;
        fileSets = fileSetsOf name;
      };
      linkedByHost = hostLibraries plan.units (
        if name == "main" then rowsOf name else map rowAt plan.commands.${name}.units
      );
    };
  sourcesByCommand = lib.genAttrs order sourcesOf;
  sourceOfMember =
    package:
    let
      sources = builtins.mapAttrs (_name: sourceOf: sourceOf package) sourcesByCommand;
    in
    unit:
    let
      source = sources.${ownerOf unit} unit;
    in
    # Tests decide about the files of runs.
    source // lib.optionalAttrs (sources ? test) { inherit (sources.test unit) run; };

  checkPlan =
    entry:
    entry
    // {
      drv =
        assert usable;
        entry.drv;
    };
  entries = map checkPlan (
    mkUnits (
      unitSettings { inherit workspace arguments; }
      // {
        inherit plan sourceOfMember;
        sharedEntries = { };
      }
    )
  );
  entriesAt = map (builtins.elemAt entries);
  scrubbed = scrubbedPaths {
    inherit entries toolchain;
    inherit (arguments) contentAddressed;
  };
in
name:
let
  command = plan.commands.${name};
  indexes = lib.genAttrs (map (index: toString (rowAt index).package) command.units) (_index: null);
in
{
  inherit entries;
  plan = plan // {
    packages = map (index: builtins.elemAt plan.packages (builtins.fromJSON index)) (
      builtins.attrNames indexes
    );
  };
  units = entriesAt command.units;
  roots = entriesAt command.roots;
  packageRoots = package: entriesAt (command.members.${package} or [ ]);
  scrubbedPaths = scrubbed;
  sourceOf = scannedSource {
    inherit workspace;
    inherit (plan) directories;
    fileSets = fileSetsOf name;
  };
}
