/**
  Return the directories of a tree (openTree) whose manifests Cargo reads when it builds in the
  directory at `cargoRoot`: members, dependencies by path, patches, and what of the workspaces
  around these tells something of them.

  `packages` are those that the configuration names (readConfiguration).
  pylib/cargo_nix/skeleton/read_skeleton.py is the same.
*/
{
  directoryAt,
  expandGlob,
  workspaceOf,
  uniqueDirectories,
  pathText,
  ...
}:
{
  tree,
  cargoRoot,
  packages,
}:
let
  at = directoryAt tree;
  workspaces = workspaceOf tree;
  root = at cargoRoot;
  isPresent = directory: directory != null && directory.manifest != null;
  seen = directory: path: at (pathText.normalise directory.path path);

  # A manifest that tells something of a package is read; a package is one whose dependencies count
  # too.
  entry = isPackage: directory: {
    key = "${if isPackage then "package" else "manifest"} ${directory.path}";
    inherit isPackage directory;
  };
  members = builtins.filter (member: !(workspaces.excludes root member.path)) (
    builtins.concatMap (expandGlob tree cargoRoot) root.manifest.members
  );
  entries = builtins.genericClosure {
    startSet = map (entry true) (
      builtins.filter isPresent (
        [ root ] ++ members ++ map (seen root) root.manifest.patches ++ map at packages
      )
    );
    operator =
      { isPackage, directory, ... }:
      let
        inherit (directory) manifest;
        workspace = workspaces.ofDirectory directory;
        shared = if workspace.root == null then { } else workspace.root.manifest.shared;
        inherited = map (name: seen workspace.root shared.${name}) (
          builtins.filter (name: shared ? ${name}) manifest.inherited
        );
        dependencies = map (seen directory) manifest.dependencies ++ inherited;
        followed = if isPackage then builtins.filter isPresent dependencies else [ ];
      in
      map (entry false) workspace.directories ++ map (entry true) followed;
  };
in
uniqueDirectories (map ({ directory, ... }: directory) entries)
