/**
  Return a function from the directory of a package in a tree (openTree) to its workspace, as Cargo
  looks for it: `{ root, directories }`, the directory of the workspace's manifest (null where there
  is none), and all directories whose manifests tell it.

  Source: Cargo's workspace.rs, find_workspace_root and is_excluded.
*/
{ directoryAt, pathText, ... }:
tree:
let
  inherit (pathText) normalise parentOf partsOf;
  at = directoryAt tree;
  startsWith =
    start: parts:
    builtins.length start <= builtins.length parts
    && builtins.genList (builtins.elemAt parts) (builtins.length start) == start;
  # Whether the workspace in `root` excludes the package in `path`; names are compared as they are,
  # globs are none here.
  excludes =
    root: path:
    let
      manifest = partsOf path ++ [ "Cargo.toml" ];
      leads =
        name: builtins.substring 0 1 name != "/" && startsWith (partsOf root.path ++ partsOf name) manifest;
    in
    builtins.any leads root.manifest.exclude && !(builtins.any leads root.manifest.members);
  none = {
    root = null;
    directories = [ ];
  };
  rootIn = directory: {
    root = directory;
    directories = [ ];
  };
  pointed =
    directory:
    let
      root = at (normalise directory.path directory.manifest.pointer);
    in
    if root == null || root.manifest == null then
      none
    else
      {
        inherit root;
        directories = [ root ];
      };
  search =
    path: directory:
    let
      next = if directory.path == "" then none else search path (at (parentOf directory.path));
      result =
        if directory.manifest.isWorkspace && !(excludes directory path) then
          rootIn directory
        else if directory.manifest.pointer != null then
          pointed directory
        else
          next;
    in
    if directory.manifest == null then
      next
    else
      result // { directories = [ directory ] ++ result.directories; };
  ofDirectory =
    directory:
    if directory.manifest.isWorkspace then
      rootIn directory
    else if directory.manifest.pointer != null then
      pointed directory
    else if directory.path == "" then
      none
    else
      search directory.path (at (parentOf directory.path));
in
{
  inherit excludes ofDirectory;
}
