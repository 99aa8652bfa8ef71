/**
  Return a directory (openTree) and all below it.

  Build results and version control are not looked into, and one symlink at most: of a link that
  leads to a directory around it there is no end. The deeper a directory lies, the longer Nix takes
  to list it, so evaluation stops at a depth that no workspace has.
*/
{ fail, ... }:
let
  limit = 100;
  isTool =
    name:
    builtins.elem name [
      ".git"
      ".hg"
      ".svn"
      ".jj"
      ".direnv"
    ];
  tooDeep =
    directory:
    fail {
      problem = "`**` leads too deep";
      at = directory.path;
      expected = "${toString limit} directories below each other at most";
      got = "more of them";
      waysOut = [ "name the members, or a directory that has few others below it" ];
    };
  walk =
    depth: isBehindLink: directory:
    if depth > limit then
      tooDeep directory
    else
      [ directory ]
      ++ builtins.concatMap (inner depth isBehindLink directory) (builtins.attrNames directory.entries);
  inner =
    depth: isBehindLink: directory: name:
    let
      child = directory.children.${name};
      isLink = directory.entries.${name} != "directory";
    in
    if isTool name || child == null || (isLink && isBehindLink) then
      [ ]
    # Cargo marks its target directory this way.
    else if child.entries ? "CACHEDIR.TAG" then
      [ ]
    else
      walk (depth + 1) (isBehindLink || isLink) child;
in
walk 0 false
