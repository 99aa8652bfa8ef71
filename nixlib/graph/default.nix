# The import table of the graphs, a part of scope.nix.
scope: {
  reachedFrom = import ./reachedFrom.nix scope;
  scrubbedPaths = import ./scrubbedPaths.nix scope;
  scannedSource = import ./scannedSource.nix scope;
  hostLibraries = import ./hostLibraries.nix scope;
  unitSettings = import ./unitSettings.nix scope;
  planSelections = import ./planSelections.nix scope;
  mkGraph = import ./mkGraph.nix scope;
  mkImportedGraphs = import ./mkImportedGraphs.nix scope;
  mkCommittedGraphs = import ./mkCommittedGraphs.nix scope;
  mkGraphs = import ./mkGraphs.nix scope;
}
