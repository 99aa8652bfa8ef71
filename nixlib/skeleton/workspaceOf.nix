/**
  Return two functions about workspaces in a tree (openTree.nix), with the rules of Cargo:

  - `ofDirectory directory`: the workspace of a package, as `root`, the directory of the
    workspace's manifest (or null), and `directories`, all directories with manifests that lead to
    the root.
  - `excludes root path`: whether the workspace in `root` excludes the package at `path`.

  Source: Cargo's workspace.rs, find_workspace_root and is_excluded.
*/
{
  directoryAt,
  lib,
  pathText,
  ...
}:
tree:
let
  inherit (pathText) normalise parentOf partsOf;
  directoryOf = directoryAt tree;
  startsWith = start: parts: lib.take (builtins.length start) parts == start;
  # Cargo compares names literally here, without globs.
  excludes =
    root: path:
    let
      manifest = partsOf path ++ [ "Cargo.toml" ];
      isAbsolute = lib.hasPrefix "/";
      partsInRoot = name: partsOf root.path ++ partsOf name;
      covers = name: !(isAbsolute name) && startsWith (partsInRoot name) manifest;
    in
    builtins.any covers root.manifest.exclude && !(builtins.any covers root.manifest.members);

  workspace = root: directories: { inherit root directories; };
  # The workspace of `package.workspace`.
  declaredBy =
    directory:
    let
      root = directoryOf (normalise directory.path directory.manifest.pointer);
    in
    if root == null || root.manifest == null then workspace null [ ] else workspace root [ root ];
  searchAbove =
    path: directory:
    if directory.path == "" then
      workspace null [ ]
    else
      searchFrom path (directoryOf (parentOf directory.path));
  searchFrom =
    path: directory:
    let
      result =
        if directory.manifest.isWorkspace && !(excludes directory path) then
          workspace directory [ ]
        else if directory.manifest.pointer != null then
          declaredBy directory
        else
          searchAbove path directory;
    in
    if directory.manifest == null then
      searchAbove path directory
    else
      workspace result.root ([ directory ] ++ result.directories);
  ofDirectory =
    directory:
    if directory.manifest.isWorkspace then
      workspace directory [ ]
    else if directory.manifest.pointer != null then
      declaredBy directory
    else
      searchAbove directory.path directory;
in
{
  inherit excludes ofDirectory;
}
