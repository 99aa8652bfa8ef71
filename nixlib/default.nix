# The import table. `pylib` is the folder of the Python packages, `rustlib` of the Rust programs;
# everything else is a function of the user's arguments.
{
  pylib ? ../pylib,
  rustlib ? ../rustlib,
}:
let
  scope = import ./skeleton // {
    inherit pylib rustlib;

    # lib
    fail = import ./lib/fail.nix;
    surface = import ./lib/surface.nix;
    nearest = import ./lib/nearest.nix;
    storeName = import ./lib/storeName.nix;
    chunksOf = import ./lib/chunksOf.nix;
    overridable = import ./lib/overridable.nix scope;
    runPython = import ./lib/runPython.nix scope;
    runModule = import ./lib/runModule.nix scope;
    runBuilder = import ./lib/runBuilder.nix scope;
    writeScript = import ./lib/writeScript.nix scope;
    mkLibrary = import ./lib/mkLibrary.nix scope;
    mkPython = import ./lib/mkPython.nix scope;

    # arguments
    types = import ./arguments/types.nix scope;
    options = import ./arguments/options.nix scope;
    outputs = import ./arguments/outputs.nix;
    describe = import ./arguments/describe.nix scope;
    argumentType = import ./arguments/argumentType.nix scope;
    checkArguments = import ./arguments/checkArguments.nix scope;
    packageDefaults = import ./arguments/packageDefaults.nix scope;
    checkPackageNames = import ./arguments/checkPackageNames.nix scope;
    cargoTargetFlags = import ./arguments/cargoTargetFlags.nix scope;

    # workspace
    openWorkspace = import ./workspace/openWorkspace.nix scope;
    ownFiles = import ./workspace/ownFiles.nix scope;

    # toolchain
    readToolchain = import ./toolchain/readToolchain.nix scope;
    linkerOf = import ./toolchain/linkerOf.nix scope;

    # crates
    readLockfile = import ./crates/readLockfile.nix scope;
    crateKey = import ./crates/crateKey.nix;
    archiveUrl = import ./crates/archiveUrl.nix scope;
    publishedCrate = import ./crates/publishedCrate.nix scope;
    gitCheckout = import ./crates/gitCheckout.nix scope;
    crateManifests = import ./crates/crateManifests.nix scope;
    fetchCrates = import ./crates/fetchCrates.nix scope;

    # plan
    inputsHash = import ./plan/inputsHash.nix;
    mkPlan = import ./plan/mkPlan.nix scope;
    plansBeside = import ./plan/plansBeside.nix scope;
    readPlan = import ./plan/readPlan.nix scope;

    # dependencies
    readNativeTable = import ./dependencies/readNativeTable.nix scope;
    readDependencies = import ./dependencies/readDependencies.nix scope;
    readNativeDependencies = import ./dependencies/readNativeDependencies.nix scope;

    # sources
    fromRoot = import ./sources/fromRoot.nix scope;
    sourcePath = import ./sources/sourcePath.nix scope;
    memberFiles = import ./sources/memberFiles.nix scope;
    mkFileSets = import ./sources/mkFileSets.nix scope;
    unitSources = import ./sources/unitSources.nix scope;

    # units
    mkBuilder = import ./units/mkBuilder.nix scope;
    memberSource = import ./units/memberSource.nix scope;
    crateSource = import ./units/crateSource.nix scope;
    mkUnit = import ./units/mkUnit.nix scope;
    mkUnits = import ./units/mkUnits.nix scope;
    unitsByName = import ./units/unitsByName.nix scope;

    # graph
    reachedFrom = import ./graph/reachedFrom.nix scope;
    scrubbedPaths = import ./graph/scrubbedPaths.nix scope;
    mkGraph = import ./graph/mkGraph.nix scope;
    mkGraphs = import ./graph/mkGraphs.nix scope;

    # packages
    isShipped = import ./packages/isShipped.nix scope;
    defaultRun = import ./packages/defaultRun.nix scope;
    mainProgram = import ./packages/mainProgram.nix scope;
    mkProgram = import ./packages/mkProgram.nix scope;
    mkPackages = import ./packages/mkPackages.nix scope;
    mkRoots = import ./packages/mkRoots.nix scope;
    mkApps = import ./packages/mkApps.nix scope;

    # checks
    entryGroups = import ./checks/entryGroups.nix scope;
    configurationOf = import ./checks/configurationOf.nix scope;
    lintsOf = import ./checks/lintsOf.nix scope;
    toolOf = import ./checks/toolOf.nix scope;
    runnerOf = import ./checks/runnerOf.nix scope;
    factsOf = import ./checks/factsOf.nix scope;
    embeddedIn = import ./checks/embeddedIn.nix scope;
    mkPlaced = import ./checks/mkPlaced.nix scope;
    mkJob = import ./checks/mkJob.nix scope;
    mkTestRun = import ./checks/mkTestRun.nix scope;
    mkDoctest = import ./checks/mkDoctest.nix scope;
    mkClippy = import ./checks/mkClippy.nix scope;
    mkFormat = import ./checks/mkFormat.nix scope;
    mkDocuments = import ./checks/mkDocuments.nix scope;
    testChecks = import ./checks/testChecks.nix scope;
    clippyChecks = import ./checks/clippyChecks.nix scope;
    formatChecks = import ./checks/formatChecks.nix scope;
    documentChecks = import ./checks/documentChecks.nix scope;
    planChecks = import ./checks/planChecks.nix scope;
    mkChecks = import ./checks/mkChecks.nix scope;

    # devShell and command line
    mkCargoHome = import ./devShell/mkCargoHome.nix scope;
    mkFrontEnd = import ./devShell/mkFrontEnd.nix scope;
    mkIndex = import ./devShell/mkIndex.nix scope;
    servedUnits = import ./devShell/servedUnits.nix scope;
    isLockfile = import ./devShell/isLockfile.nix scope;
    shellEntry = import ./devShell/entry.nix scope;
    readShell = import ./devShell/readShell.nix scope;
    shellHookOf = import ./devShell/shellHookOf.nix scope;
    shellGraphs = import ./devShell/shellGraphs.nix scope;
    mkDevShell = import ./devShell/mkDevShell.nix scope;
    mkCli = import ./cli/mkCli.nix scope;
  };
  buildCargoWorkspace = import ./buildCargoWorkspace.nix scope;
in
{
  # For tests/nix.
  inherit scope;
  inherit buildCargoWorkspace;
  inherit (scope)
    surface
    mkCli
    describe
    writeScript
    ;
  flakeModule = import ./flakeModule.nix {
    inherit buildCargoWorkspace;
    inherit (scope) options;
  };
  overlay = import ./overlay.nix {
    inherit buildCargoWorkspace;
    inherit (scope) mkCli;
  };
}
