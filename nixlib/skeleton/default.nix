# The import table of the functions that read manifests, lock files and plans. They depend only
# on the source, not on `pkgs`.
let
  scope = {
    lib = import ../lib;
    message = import ../lib/message.nix scope;
    fail = import ../lib/fail.nix scope;
    storeName = import ../lib/storeName.nix scope;
    nearest = import ../lib/nearest.nix scope;
    chunksOf = import ../lib/chunksOf.nix scope;
    bytes = import ../text/bytes.nix scope;
    charactersOf = import ../text/charactersOf.nix scope;
    lineNotUtf8 = import ../text/lineNotUtf8.nix scope;
    readText = import ../text/readText.nix scope;
    pathText = import ../text/pathText.nix scope;
    listOfChain = import ../toml/listOfChain.nix scope;
    unescapeToml = import ../toml/unescapeToml.nix scope;
    lexToml = import ../toml/lexToml.nix scope;
    tomlState = import ../toml/tomlState.nix scope;
    readToml = import ../toml/readToml.nix scope;
    manifestEntryKind = import ./manifestEntryKind.nix scope;
    manifestPaths = import ./manifestPaths.nix scope;
    openTree = import ./openTree.nix scope;
    directoryAt = import ./directoryAt.nix scope;
    isFileIn = import ./isFileIn.nix scope;
    globCharacters = import ./globCharacters.nix scope;
    globPattern = import ./globPattern.nix scope;
    uniqueDirectories = import ./uniqueDirectories.nix scope;
    walkDirectories = import ./walkDirectories.nix scope;
    expandGlob = import ./expandGlob.nix scope;
    refuseTokens = import ./refuseTokens.nix scope;
    readConfiguration = import ./readConfiguration.nix scope;
    workspaceOf = import ./workspaceOf.nix scope;
    findManifests = import ./findManifests.nix scope;
    targetFiles = import ./targetFiles.nix scope;
    cargoRootOf = import ./cargoRootOf.nix scope;
    checkSource = import ./checkSource.nix scope;
    archiveUrl = import ../crates/archiveUrl.nix scope;
    sourceReplacements = import ../crates/sourceReplacements.nix scope;
    localArchive = import ../crates/localArchive.nix scope;
    registrySettings = import ../crates/registrySettings.nix scope;
    registryCredentials = import ../crates/registryCredentials.nix scope;
    registryAccess = import ../crates/registryAccess.nix scope;
    gitAddress = import ../crates/gitAddress.nix scope;
    submodulesIn = import ../crates/submodulesIn.nix scope;
    crateKey = import ../crates/crateKey.nix scope;
    parseLockfile = import ../crates/parseLockfile.nix scope;
    parseWrittenLockfile = import ../crates/parseWrittenLockfile.nix scope;
    checkLockedPackage = import ../crates/checkLockedPackage.nix scope;
    readLockfile = import ../crates/readLockfile.nix scope;
    readSkeleton = import ./readSkeleton.nix scope;
  };
in
scope
