/**
  Return a function to the files of a member as a store path that has the workspace's shape.

  A member's set ends where another package of the plan begins: of `directories` (the plan's), those below it. `leftOut`
  of it (paths from the package, a directory stands for all that it holds) is not there, `extra` (paths from the workspace
  root) is there besides. With `targets` (the plan's) the set is whole: it has the directory of each target outside of the
  package, and where a target's source is behind a symlink all of the workspace, for Nix cannot tell where a link leads.

  Build results, version control and links of `nix build` in the root are never part of it, and neither are `ownFiles`:
  what Nix reads of the workspace (flake.nix, the committed plan) and Cargo does not. pylib/cargo_nix/files.py follows the
  same rules for `cargo-nix plan`.
*/
{ storeName, ... }:
{ root, directories, ownFiles }:
let
  prefixLength = builtins.stringLength (toString root + "/");
  startsWith = start: text: builtins.substring 0 (builtins.stringLength start) text == start;
  below = directory: path: directory == "" || path == directory || startsWith "${directory}/" path;
  isTool = type: name: type == "directory" && builtins.elem name [ ".git" ".hg" ".svn" ".jj" ".direnv" ];
  isResult = type: relative: type == "symlink" && builtins.match "result(-[^/]*)?" relative != null;
  # Cargo marks its target directory this way.
  isTarget = path: type: type == "directory" && builtins.pathExists "${path}/CACHEDIR.TAG";
  setOf = paths: builtins.listToAttrs (map (name: { inherit name; value = null; }) paths);
  withoutSlash = path: builtins.head (builtins.match "(.*[^/])/*" path);
  parentOf = path: let parent = dirOf path; in if parent == "." then "" else parent;
  # A path from the package as one from the root; what leaves the root is refused where it is read.
  fromRoot = directory: path:
    let up = builtins.match "\\.\\./(.*)" path; in
    if up != null && directory != "" then fromRoot (parentOf directory) (builtins.head up)
    else if directory == "" then path
    else "${directory}/${path}";
  isBehindLink = path: path != "" && (isBehindLink (parentOf path)
    || (builtins.pathExists (root + "/${path}") && builtins.readFileType (root + "/${path}") == "symlink"));
in
{ directory, name, leftOut ? [ ], extra ? [ ], targets ? [ ] }:
let
  sources = map (target: fromRoot directory target.src_path) targets;
  apart = map parentOf (builtins.filter (path: !(below directory path) && !(startsWith ".." path)) sources);
  # A target's source beside the workspace's Cargo.toml may have modules anywhere.
  everything = builtins.elem "" apart || builtins.any isBehindLink sources;
  start = if everything then "" else directory;
  others = setOf (builtins.filter (other: !everything && other != directory && below directory other) directories);
  gone = setOf (map (path: if directory == "" then path else "${directory}/${path}") leftOut ++ ownFiles);
  wanted = map withoutSlash (extra ++ builtins.filter (path: path != "") apart);
in
builtins.path {
  name = storeName "${name}-source";
  path = root;
  filter = path: type:
    let
      relative = builtins.substring prefixLength (-1) path;
      base = baseNameOf path;
      leadsTo = target: startsWith "${relative}/" target;
      # A directory that is refused is not entered, so its files need no look of their own.
      own = below start relative && !(others ? ${relative}) && !(gone ? ${relative})
        && !(isTool type base) && !(isResult type relative) && !(isTarget path type);
    in
    own || builtins.any (path: below path relative) wanted
    || (type == "directory" && (leadsTo directory || builtins.any leadsTo wanted));
}
