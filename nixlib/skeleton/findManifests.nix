/**
  Return the directories of a tree (openTree.nix) with the manifests that Cargo reads for a build
  in the directory `cargoRoot`: members, path dependencies, patches, and manifests of workspaces
  around them.

  `packages` are the packages in the configuration (readConfiguration.nix).
  pylib/cargo_nix/skeleton/read_skeleton.py follows the same rules.
*/
{
  directoryAt,
  expandGlob,
  lib,
  pathText,
  uniqueDirectories,
  workspaceOf,
  ...
}:
{
  tree,
  cargoRoot,
  packages,
}:
let
  directoryOf = directoryAt tree;
  workspaces = workspaceOf tree;
  root = directoryOf cargoRoot;
  hasManifest = directory: directory != null && directory.manifest != null;
  follow = directory: path: directoryOf (pathText.normalise directory.path path);

  members = builtins.filter (member: !(workspaces.excludes root member.path)) (
    builtins.concatMap (expandGlob tree cargoRoot) root.manifest.members
  );
  # Cargo follows the dependencies of a package. Other manifests only have settings for packages.
  entry = isPackage: directory: {
    key = "${if isPackage then "package" else "manifest"} ${directory.path}";
    inherit isPackage directory;
  };
  entriesFrom =
    { isPackage, directory, ... }:
    let
      inherit (directory) manifest;
      workspace = workspaces.ofDirectory directory;
      sharedPaths = if workspace.root == null then { } else workspace.root.manifest.shared;
      inheritedNames = builtins.filter (name: sharedPaths ? ${name}) manifest.inherited;
      dependencies =
        map (follow directory) manifest.dependencies
        ++ map (name: follow workspace.root sharedPaths.${name}) inheritedNames;
    in
    map (entry false) workspace.directories
    ++ lib.optionals isPackage (map (entry true) (builtins.filter hasManifest dependencies));
  entries = builtins.genericClosure {
    startSet = map (entry true) (
      builtins.filter hasManifest (
        [ root ] ++ members ++ map (follow root) root.manifest.patches ++ map directoryOf packages
      )
    );
    operator = entriesFrom;
  };
in
uniqueDirectories (map ({ directory, ... }: directory) entries)
