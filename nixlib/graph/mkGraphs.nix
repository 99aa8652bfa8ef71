/**
  Return the graphs of a workspace. Nothing of a graph is evaluated before a value of the graph is
  used.

  - `main`: the graph of `command` and `cargoTargets`.
  - `allMembers`: the same with each selected package built alone.
  - `memberGraph`: a function from a package's name to a graph with this package built alone.
  - `build`, `tests`, `benches`, `docs`: the graphs of the checks, with all targets.
  - `committed`: for each committed plan, by the name of the check, the `file` and the `graph`
    that must equal the file.
*/
{
  cargoTargetFlags,
  chunksOf,
  lib,
  mkGraph,
  ...
}:
{ workspace, arguments }:
let
  inherit (arguments) checks command committedPlan;
  makeGraph = mkGraph { inherit workspace arguments; };
  sharedEntries = builtins.listToAttrs (
    map (entry: {
      name = entry.unit.identity;
      value = entry;
    }) main.units
  );
  mainRequest = {
    inherit command committedPlan;
    inherit (arguments) profile cargoTargets;
  };
  main = makeGraph mainRequest;
  mainWith = members: makeGraph (mainRequest // { inherit members sharedEntries; });
  checkGraph =
    command: members:
    makeGraph {
      inherit command members sharedEntries;
      inherit (checks) profile;
      committedPlan = checks.committedPlans.${command};
    };

  # A committed plan has all packages. Otherwise one derivation asks Cargo about several packages:
  # a package then waits for few questions, and all packages together need few derivations.
  packagesAtOnce = 24;
  allMembers = mainWith true;
  names = lib.uniqueStrings (map ({ package, ... }: package.name) main.roots);
  isOneQuestion = committedPlan != null || builtins.length names <= packagesAtOnce;
  graphOfGroup =
    group:
    let
      graph = mainWith group;
    in
    lib.genAttrs group (_name: graph);
  graphByName = builtins.foldl' (graphs: group: graphs // graphOfGroup group) { } (
    chunksOf packagesAtOnce names
  );

  isDefaultBuild = command == "build" && cargoTargetFlags arguments.cargoTargets == [ ];
  committedMain = lib.optionalAttrs (committedPlan != null) {
    plan = {
      file = committedPlan;
      graph = allMembers;
    };
  };
  committedChecks = lib.concatMapAttrs (
    name: file:
    lib.optionalAttrs (file != null) {
      "plan-${name}" = {
        inherit file;
        graph = checkGraph name true;
      };
    }
  ) checks.committedPlans;
in
{
  inherit main allMembers;
  memberGraph = if isOneQuestion then _name: allMembers else name: graphByName.${name};
  build = if isDefaultBuild then main else checkGraph "build" false;
  tests = checkGraph "test" false;
  benches = checkGraph "bench" false;
  docs = checkGraph "doc" false;
  committed = committedMain // committedChecks;
}
