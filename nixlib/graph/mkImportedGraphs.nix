/**
  Return the graphs of a workspace (mkGraphs.nix) whose plans Nix imports during evaluation, and
  `planDerivations`: the derivations of all plans by name (planSelections.nix), where the plan
  `main` has each package built alone.
*/
{
  chunksOf,
  lib,
  mkGraph,
  ...
}:
{
  workspace,
  arguments,
  selections,
}:
let
  graphOf = mkGraph { inherit workspace arguments; };
  # A unit of several graphs belongs to the first graph.
  sharedOf =
    graphs:
    builtins.listToAttrs (
      map (entry: {
        name = entry.unit.identity;
        value = entry;
      }) (builtins.concatMap (graph: graph.units) graphs)
    );
  graphAfter =
    graphs: selection:
    graphOf {
      inherit selection;
      sharedEntries = sharedOf graphs;
    };
  main = graphOf { selection = selections.main; };
  build = if selections ? build then graphAfter [ main ] selections.build else main;
  tests = graphAfter [
    main
    build
  ] selections.test;
  benches = graphAfter [
    main
    build
    tests
  ] selections.bench;
  docs = graphAfter [ main ] selections.doc;

  mainWith =
    members:
    graphOf {
      selection = selections.main;
      inherit members;
      sharedEntries = sharedOf [ main ];
    };
  allMembers = mainWith true;
  # One derivation asks Cargo about several packages: a package then waits for few questions, and
  # all packages together need few derivations. Each derivation also plans the whole selection, so
  # their number is limited: otherwise all packages together cost the square of their number.
  names = lib.uniqueStrings (map ({ package, ... }: package.name) main.roots);
  mostDerivations = 8;
  equalShare = (builtins.length names + mostDerivations - 1) / mostDerivations;
  packagesAtOnce = if equalShare > 24 then equalShare else 24;
  isOneQuestion = builtins.length names <= packagesAtOnce;
  graphOfGroup =
    group:
    let
      graph = mainWith group;
    in
    lib.genAttrs group (_name: graph);
  graphByName = builtins.foldl' (graphs: group: graphs // graphOfGroup group) { } (
    chunksOf packagesAtOnce names
  );
in
{
  inherit
    main
    build
    tests
    benches
    docs
    ;
  memberGraph = if isOneQuestion then _name: allMembers else name: graphByName.${name};
  planDerivations = {
    main = allMembers.planDerivation;
    test = tests.planDerivation;
    doc = docs.planDerivation;
  }
  // lib.optionalAttrs (selections ? build) { build = build.planDerivation; }
  // lib.optionalAttrs (selections ? bench) { bench = benches.planDerivation; };
}
