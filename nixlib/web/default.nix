# The import table of the web, a part of scope.nix.
scope: {
  bindgenPackage = import ./bindgenPackage.nix scope;
  mkBindgenCli = import ./mkBindgenCli.nix scope;
  mkBindgenRunner = import ./mkBindgenRunner.nix scope;
  webArguments = import ./webArguments.nix scope;
  webModule = import ./webModule.nix scope;
  pageFiles = import ./pageFiles.nix scope;
  mkWebApp = import ./mkWebApp.nix scope;
  webTests = import ./webTests.nix scope;
  mkWeb = import ./mkWeb.nix scope;
}
