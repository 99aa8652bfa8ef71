/**
  Return the functions of this directory by name.
*/
scope: {
  mkCargoHome = import ./mkCargoHome.nix scope;
  mkDevShell = import ./mkDevShell.nix scope;
  mkFrontEnd = import ./mkFrontEnd.nix scope;
  mkIndex = import ./mkIndex.nix scope;
  readShell = import ./readShell.nix scope;
  servedUnits = import ./servedUnits.nix scope;
  shellEntry = import ./entry.nix scope;
  shellGraphs = import ./shellGraphs.nix scope;
  shellHookOf = import ./shellHookOf.nix scope;
}
