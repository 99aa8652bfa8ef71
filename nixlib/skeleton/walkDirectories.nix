/**
  Return a directory (openTree.nix) and all directories below it.

  The walk leaves out target directories and version control, and follows at most one symlink: a
  link to a parent has no end. More than 100 nested directories are an error, because Nix lists
  deep directories slowly.
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
  stopAtDepth =
    directory:
    fail {
      problem = "`**` covers too many nested directories";
      at = directory.path;
      expected = "${toString limit} nested directories at most";
      got = "more nested directories";
      waysOut = [ "name the members, or a smaller directory" ];
    };
  walk =
    depth: isBehindLink: directory:
    let
      walkChild =
        name:
        let
          child = directory.children.${name};
          isLink = directory.entries.${name} != "directory";
          # Cargo writes CACHEDIR.TAG to its target directory.
          isTarget = child.entries ? "CACHEDIR.TAG";
          isLeftOut = isTool name || child == null || (isLink && isBehindLink) || isTarget;
        in
        if isLeftOut then [ ] else walk (depth + 1) (isBehindLink || isLink) child;
    in
    if depth > limit then
      stopAtDepth directory
    else
      [ directory ] ++ builtins.concatMap walkChild (builtins.attrNames directory.entries);
in
walk 0 false
