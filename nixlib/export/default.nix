# The import table of the export, a part of scope.nix.
scope: {
  exportedArguments = import ./exportedArguments.nix scope;
  lockedNixpkgs = import ./lockedNixpkgs.nix scope;
  mkExport = import ./mkExport.nix scope;
}
