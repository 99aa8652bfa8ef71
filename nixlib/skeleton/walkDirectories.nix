/**
  Return a directory (openTree) and all below it.

  Build results and version control are not looked into, and one symlink at most: of a link that leads to a directory around
  it there is no end.
*/
_scope:
let
  isTool = name: builtins.elem name [ ".git" ".hg" ".svn" ".jj" ".direnv" ];
  walk = isBehindLink: directory: [ directory ] ++ builtins.concatMap
    (name:
      let child = directory.children.${name}; isLink = directory.entries.${name} != "directory"; in
      if isTool name || child == null || (isLink && isBehindLink) || child.entries ? "CACHEDIR.TAG" then [ ]
      else walk (isBehindLink || isLink) child)
    (builtins.attrNames directory.entries);
in
walk false
