# The import table: each file of nixlib is a function of this set. `pylib` is the folder of the
# Python packages, `rustlib` that of the Rust programs. `isExport` is whether a plan was exported
# with this copy of cargo-nix (nixlib/export), for messages.
{
  pylib ? ../pylib,
  rustlib ? ../rustlib,
  isExport ? false,
}:
let
  rooms =
    import ./skeleton
    // import ./checks scope
    // import ./plan scope
    // import ./graph scope
    // import ./export scope
    // import ./devShell scope
    // import ./web scope;
  scope = rooms // {
    inherit pylib rustlib isExport;

    # lib
    surface = import ./lib/surface.nix scope;
    attributeAt = import ./lib/attributeAt.nix scope;
    overridable = import ./lib/overridable.nix scope;
    variableText = import ./lib/variableText.nix;
    buildInParts = import ./lib/buildInParts.nix scope;
    runPython = import ./lib/runPython.nix scope;
    runModule = import ./lib/runModule.nix scope;
    runBuilder = import ./lib/runBuilder.nix scope;
    writeScript = import ./lib/writeScript.nix scope;
    mkLibrary = import ./lib/mkLibrary.nix scope;
    moduleCommand = import ./lib/moduleCommand.nix scope;
    mkPython = import ./lib/mkPython.nix scope;

    # arguments
    describeValue = import ./arguments/describeValue.nix scope;
    wrongType = import ./arguments/wrongType.nix scope;
    leafTypes = import ./arguments/leafTypes.nix scope;
    composedTypes = import ./arguments/composedTypes.nix scope;
    setType = import ./arguments/setType.nix scope;
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
    platformTable = import ./toolchain/platformTable.nix;
    tripleOf = import ./toolchain/tripleOf.nix scope;
    readPlatforms = import ./toolchain/readPlatforms.nix scope;
    packagesFor = import ./toolchain/packagesFor.nix scope;
    compilerOf = import ./toolchain/compilerOf.nix scope;
    platformSettings = import ./toolchain/platformSettings.nix scope;
    readRustToolchainFile = import ./toolchain/readRustToolchainFile.nix scope;
    chooseToolchain = import ./toolchain/chooseToolchain.nix scope;
    readToolchain = import ./toolchain/readToolchain.nix scope;
    hostTriples = import ./toolchain/hostTriples.nix;
    linkerOf = import ./toolchain/linkerOf.nix scope;

    # crates
    vendoredCrate = import ./crates/vendoredCrate.nix scope;
    localSources = import ./crates/localSources.nix scope;
    publishedCrate = import ./crates/publishedCrate.nix scope;
    fetchedCheckout = import ./crates/fetchedCheckout.nix scope;
    gitCheckout = import ./crates/gitCheckout.nix scope;
    crateHashes = import ./crates/crateHashes.nix scope;
    crateManifests = import ./crates/crateManifests.nix scope;
    refuseUnlocked = import ./crates/refuseUnlocked.nix scope;
    fetchCrates = import ./crates/fetchCrates.nix scope;

    # dependencies
    nativeTable = import ./dependencies/nativeTable.nix;
    readNativeTable = import ./dependencies/readNativeTable.nix scope;
    nativeSettingsOf = import ./dependencies/nativeSettingsOf.nix scope;
    programNames = import ./dependencies/programNames.nix;
    hasVersions = import ./dependencies/hasVersions.nix scope;
    dependencyKinds = import ./dependencies/dependencyKinds.nix scope;
    checkDependencyTypes = import ./dependencies/checkDependencyTypes.nix scope;
    checkDependencyNames = import ./dependencies/checkDependencyNames.nix scope;
    dependencyEntries = import ./dependencies/dependencyEntries.nix scope;
    overrideInputs = import ./dependencies/overrideInputs.nix scope;
    readDependencies = import ./dependencies/readDependencies.nix scope;
    readNativeDependencies = import ./dependencies/readNativeDependencies.nix scope;

    # sources
    directoriesBelow = import ./sources/directoriesBelow.nix scope;
    fromRoot = import ./sources/fromRoot.nix scope;
    sourcePath = import ./sources/sourcePath.nix scope;
    memberFiles = import ./sources/memberFiles.nix scope;
    mkFileSets = import ./sources/mkFileSets.nix scope;
    programFile = import ./sources/programFile.nix scope;
    fileSetKey = import ./sources/fileSetKey.nix scope;
    unitSources = import ./sources/unitSources.nix scope;

    # units
    mkBuilder = import ./units/mkBuilder.nix scope;
    memberSource = import ./units/memberSource.nix scope;
    crateSource = import ./units/crateSource.nix scope;
    outputAt = import ./units/outputAt.nix scope;
    writersOf = import ./units/writersOf.nix scope;
    commonAttributes = import ./units/commonAttributes.nix scope;
    compileAttributes = import ./units/compileAttributes.nix scope;
    scriptAttributes = import ./units/scriptAttributes.nix scope;
    mkUnit = import ./units/mkUnit.nix scope;
    unitInputs = import ./units/unitInputs.nix scope;
    mkUnits = import ./units/mkUnits.nix scope;
    unitDependencies = import ./units/unitDependencies.nix scope;
    unitsByName = import ./units/unitsByName.nix scope;

    # packages
    isProgram = import ./packages/isProgram.nix scope;
    isShipped = import ./packages/isShipped.nix scope;
    defaultRun = import ./packages/defaultRun.nix scope;
    mainProgram = import ./packages/mainProgram.nix scope;
    byPackageName = import ./packages/byPackageName.nix scope;
    targetNames = import ./packages/targetNames.nix scope;
    generatedFiles = import ./packages/generatedFiles.nix scope;
    chooseProgram = import ./packages/chooseProgram.nix scope;
    mkProgram = import ./packages/mkProgram.nix scope;
    mkProducts = import ./packages/mkProducts.nix scope;
    mkDefault = import ./packages/mkDefault.nix scope;
    mkPackages = import ./packages/mkPackages.nix scope;
    refusedPackages = import ./packages/refusedPackages.nix scope;
    mkRoots = import ./packages/mkRoots.nix scope;
    mkApps = import ./packages/mkApps.nix scope;

    # command line
    mkCli = import ./cli/mkCli.nix scope;
    buildCargoWorkspace = import ./buildCargoWorkspace.nix scope;
  };
in
scope
