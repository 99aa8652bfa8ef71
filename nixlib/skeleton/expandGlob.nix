/**
  Return the directories of a tree (openTree.nix) that match the glob `pattern` from the directory
  at `path`. If no directory matches, Cargo takes the pattern as a path.

  pylib/cargo_nix/skeleton/globs.py follows the same rules. Source: the crate `glob`, fill_todo;
  Cargo's workspace.rs, members_paths.
*/
{
  directoryAt,
  globPattern,
  lib,
  pathText,
  uniqueDirectories,
  walkDirectories,
  ...
}:
tree: path: pattern:
let
  inherit (pathText) normalise;
  directoryOf = directoryAt tree;
  orEmpty = directory: lib.optional (directory != null) directory;
  # `.` and `..` are in no listing. A pattern matches them only with a dot at its start.
  dotNames = [
    "."
    ".."
  ];
  dotDirectory = directory: name: orEmpty (directoryOf (normalise directory.path name));
  childrenOf =
    directory: builtins.filter (child: child != null) (builtins.attrValues directory.children);
  matchingIn =
    part: glob: directory:
    builtins.filter (child: glob.matches (baseNameOf child.path)) (childrenOf directory)
    ++ lib.optionals (lib.hasPrefix "." part) (
      builtins.concatMap (dotDirectory directory) (builtins.filter glob.matches dotNames)
    );

  parts = builtins.filter (part: part != "") (lib.splitRegex "/" pattern);
  lastIndex = builtins.length parts - 1;
  # At the end of a pattern, `**` means all directories below, but not the directory itself.
  walkFrom =
    index: directory:
    let
      directories = walkDirectories directory;
    in
    if index == lastIndex then builtins.tail directories else directories;
  expandPart =
    directories: index:
    let
      part = builtins.elemAt parts index;
      glob = globPattern part;
    in
    if builtins.elem part dotNames then
      builtins.concatMap (directory: dotDirectory directory part) directories
    else if glob == null then
      [ ]
    else if glob.isAnyDepth then
      builtins.concatMap (walkFrom index) directories
    else if glob.isLiteral then
      builtins.concatMap (directory: orEmpty (directory.children.${part} or null)) directories
    else
      builtins.concatMap (matchingIn part glob) directories;
  expand = directories: index: uniqueDirectories (expandPart directories index);

  start = directoryOf path;
  isAbsolute = lib.hasPrefix "/" pattern;
  isTooLong = builtins.stringLength pattern > pathText.longest;
  matching = builtins.foldl' expand [ start ] (lib.range 0 lastIndex);
in
if isAbsolute || isTooLong || start == null then
  [ ]
else if matching == [ ] then
  orEmpty (directoryOf (normalise path pattern))
else
  matching
