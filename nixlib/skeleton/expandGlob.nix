/**
  Return the directories of a tree (openTree) that the glob `pattern` names, as seen from the directory at `path`.

  Where `**` stands, build results and version control are not looked into, and one symlink at most: of a link that leads
  to a directory around it there is no end.
*/
{ globPattern, directoryAt, pathText, ... }:
tree: path: pattern:
let
  inherit (pathText) join normalise;
  at = directoryAt tree;
  isTool = name: builtins.elem name [ ".git" ".hg" ".svn" ".jj" ".direnv" ];
  childrenOf = directory: builtins.filter (child: child != null) (builtins.attrValues directory.children);
  # A directory and all below it.
  walk = directory: isBehindLink: [ directory ] ++ builtins.concatMap
    (name:
      let child = directory.children.${name}; isLink = directory.entries.${name} != "directory"; in
      if isTool name || child == null || (isLink && isBehindLink) || child.entries ? "CACHEDIR.TAG" then [ ]
      else walk child (isBehindLink || isLink))
    (builtins.attrNames directory.entries);

  parts = builtins.filter (part: builtins.isString part && part != "") (builtins.split "/" pattern);
  isSpecial = part: part == "." || part == "..";
  step = directories: part:
    let glob = globPattern part; in
    if isSpecial part then builtins.concatMap (directory: present (at (normalise directory.path part))) directories
    else if glob == null then [ ]
    else if glob.isAnyDepth then unique (builtins.concatMap (directory: walk directory false) directories)
    else if glob.isLiteral then builtins.concatMap (directory: present (directory.children.${part} or null)) directories
    else
      builtins.concatMap
        (directory:
          builtins.filter (child: glob.matches (baseNameOf child.path)) (childrenOf directory)
          # These two are in no listing, and a pattern means them only where it starts with a dot.
          ++ builtins.concatMap
            (name:
              if builtins.substring 0 1 part == "." && glob.matches name
              then present (at (normalise directory.path name)) else [ ])
            [ "." ".." ])
        directories;
  present = directory: if directory == null then [ ] else [ directory ];
  # By path: two that `**` reaches in two ways are one.
  unique = directories: builtins.attrValues
    (builtins.listToAttrs (map (directory: { name = directory.path; value = directory; }) directories));
  start = at path;
in
if builtins.substring 0 1 pattern == "/" || start == null then [ ]
else builtins.foldl' step [ start ] parts
