# The import table. `pylib` is the folder of the Python packages; everything else is a function of the user's arguments.
{ pylib ? ../pylib }:
let
  scope = {
    inherit pylib;
    fail = import ./fail.nix;
    surface = import ./surface.nix;
    nearest = import ./nearest.nix;
    storeName = import ./storeName.nix;
    chunksOf = import ./chunksOf.nix;
    readToolchain = import ./toolchain/readToolchain.nix scope;
    linkerOf = import ./toolchain/linkerOf.nix scope;
    mkLibrary = import ./toolchain/mkLibrary.nix scope;
    mkPython = import ./toolchain/mkPython.nix scope;
    readLockfile = import ./crates/readLockfile.nix scope;
    crateKey = import ./crates/crateKey.nix;
    fetchCrates = import ./crates/fetchCrates.nix scope;
    inherit (import ./skeleton) pathText cargoRootOf readSkeleton;
    targetFlags = import ./plan/targetFlags.nix scope;
    inputsHash = import ./plan/inputsHash.nix;
    mkPlan = import ./plan/mkPlan.nix scope;
    plansBeside = import ./plan/plansBeside.nix scope;
    readPlan = import ./plan/readPlan.nix scope;
    readNativeTable = import ./dependencies/readNativeTable.nix scope;
    readDependencies = import ./dependencies/readDependencies.nix scope;
    fromRoot = import ./sources/fromRoot.nix scope;
    sourcePath = import ./sources/sourcePath.nix scope;
    memberFiles = import ./sources/memberFiles.nix scope;
    mkFileSets = import ./sources/mkFileSets.nix scope;
    unitSources = import ./sources/unitSources.nix scope;
    mkBuilder = import ./units/mkBuilder.nix scope;
    mkUnits = import ./units/mkUnits.nix scope;
    mkUnit = import ./units/mkUnit.nix scope;
    reachedFrom = import ./units/reachedFrom.nix scope;
    unitsByName = import ./units/unitsByName.nix scope;
    configurationOf = import ./checks/configurationOf.nix scope;
    lintsOf = import ./checks/lintsOf.nix scope;
    checkNames = import ./checks/checkNames.nix scope;
    factsOf = import ./checks/factsOf.nix scope;
    embeddedIn = import ./checks/embeddedIn.nix scope;
    mkPlaced = import ./checks/mkPlaced.nix scope;
    mkJob = import ./checks/mkJob.nix scope;
    mkTestRun = import ./checks/mkTestRun.nix scope;
    mkDoctest = import ./checks/mkDoctest.nix scope;
    mkClippy = import ./checks/mkClippy.nix scope;
    mkFormat = import ./checks/mkFormat.nix scope;
    mkDocuments = import ./checks/mkDocuments.nix scope;
    mkPackages = import ./outputs/mkPackages.nix scope;
    mkApps = import ./outputs/mkApps.nix scope;
    mkChecks = import ./outputs/mkChecks.nix scope;
    mkProgram = import ./outputs/mkProgram.nix scope;
    mkCli = import ./outputs/mkCli.nix scope;
    mkCargoHome = import ./outputs/mkCargoHome.nix scope;
    mkDevShell = import ./outputs/mkDevShell.nix scope;
  };
in
{
  buildCargoWorkspace = import ./buildCargoWorkspace.nix scope;
  inherit (scope) surface mkCli;
}
