# The import table of the checks, a part of scope.nix.
scope: {
  entryGroups = import ./entryGroups.nix scope;
  lintedEntries = import ./lintedEntries.nix scope;
  configurationOf = import ./configurationOf.nix scope;
  lintsOf = import ./lintsOf.nix scope;
  toolOf = import ./toolOf.nix scope;
  runnerOf = import ./runnerOf.nix scope;
  factsOf = import ./factsOf.nix scope;
  embeddedIn = import ./embeddedIn.nix scope;
  besideTest = import ./besideTest.nix scope;
  mkPlaced = import ./mkPlaced.nix scope;
  mkJob = import ./mkJob.nix scope;
  mkTestRun = import ./mkTestRun.nix scope;
  mkDoctest = import ./mkDoctest.nix scope;
  mkClippy = import ./mkClippy.nix scope;
  mkFormat = import ./mkFormat.nix scope;
  mkDocuments = import ./mkDocuments.nix scope;
  testChecks = import ./testChecks.nix scope;
  clippyChecks = import ./clippyChecks.nix scope;
  formatChecks = import ./formatChecks.nix scope;
  documentChecks = import ./documentChecks.nix scope;
  planChecks = import ./planChecks.nix scope;
  mkChecks = import ./mkChecks.nix scope;
}
