# The import table of what reads a workspace's manifests: of the source alone, without `pkgs`.
let
  scope = {
    fail = import ../lib/fail.nix;
    message = import ../lib/message.nix;
    bytes = import ../text/bytes.nix scope;
    charactersOf = import ../text/charactersOf.nix scope;
    lineNotUtf8 = import ../text/lineNotUtf8.nix scope;
    readText = import ../text/readText.nix scope;
    pathText = import ../text/pathText.nix scope;
    listOfChain = import ../toml/listOfChain.nix scope;
    unescapeToml = import ../toml/unescapeToml.nix scope;
    lexToml = import ../toml/lexToml.nix scope;
    readToml = import ../toml/readToml.nix scope;
    manifestPaths = import ./manifestPaths.nix scope;
    openTree = import ./openTree.nix scope;
    directoryAt = import ./directoryAt.nix scope;
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
    readSkeleton = import ./readSkeleton.nix scope;
  };
in
scope
