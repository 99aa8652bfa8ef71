/**
  Return the directories of a tree (openTree) that the glob `pattern` names, as seen from the
  directory at `path`. Where none fits, Cargo takes the pattern for a path.

  pylib/cargo_nix/skeleton/globs.py is the same. Source: the crate `glob`, fill_todo; Cargo's
  workspace.rs, members_paths.
*/
{
  globPattern,
  walkDirectories,
  uniqueDirectories,
  directoryAt,
  pathText,
  ...
}:
tree: path: pattern:
let
  inherit (pathText) normalise;
  at = directoryAt tree;
  present = directory: if directory == null then [ ] else [ directory ];
  special = [
    "."
    ".."
  ];
  around = directory: name: present (at (normalise directory.path name));
  childrenOf =
    directory: builtins.filter (child: child != null) (builtins.attrValues directory.children);
  matching =
    part: glob: directory:
    builtins.filter (child: glob.matches (baseNameOf child.path)) (childrenOf directory)
    # These two are in no listing, and a pattern means them only where it starts with a dot.
    ++ builtins.concatMap (around directory) (
      if builtins.substring 0 1 part == "." then builtins.filter glob.matches special else [ ]
    );

  parts = builtins.filter (part: builtins.isString part && part != "") (builtins.split "/" pattern);
  last = builtins.length parts - 1;
  expand = directories: n: uniqueDirectories (step directories n);
  # At the end `**` is all below, but not the directory itself.
  step =
    directories: n:
    let
      part = builtins.elemAt parts n;
      glob = globPattern part;
    in
    if builtins.elem part special then
      builtins.concatMap (directory: around directory part) directories
    else if glob == null then
      [ ]
    else if glob.isAnyDepth then
      builtins.concatMap (
        directory: (if n == last then builtins.tail else all: all) (walkDirectories directory)
      ) directories
    else if glob.isLiteral then
      builtins.concatMap (directory: present (directory.children.${part} or null)) directories
    else
      builtins.concatMap (matching part glob) directories;

  start = at path;
  isAbsolute = builtins.substring 0 1 pattern == "/";
  isTooLong = builtins.stringLength pattern > pathText.longest;
  fitting = builtins.foldl' expand [ start ] (builtins.genList (n: n) (last + 1));
in
if isAbsolute || isTooLong || start == null then
  [ ]
else if fitting == [ ] then
  present (at (normalise path pattern))
else
  fitting
