/**
  Return a function from a file set to its store path, which has the shape of the whole source `root`.

  `take` and `leave` are files and directories: the longest of them that holds a path decides about
  it, "" stands for the root. `files` are there besides, where they exist, and `places`: directories
  with all that they hold, a file for its directory. All paths start at the root.

  Directories of version control in the root, Cargo's target directories, links of `nix build` and
  `ownFiles` (what Nix reads and Cargo does not) are in no set. Every path has the same name, so
  that equal sets are one path, and the path of one can take the place of another in a program.
  pylib/cargo_nix/checkout_files.py follows the same rules for `cargo-nix plan`.
*/
_scope:
{ root, ownFiles }:
let
  prefixLength = builtins.stringLength (toString root + "/");
  setOf = value: paths: builtins.listToAttrs (map (name: { inherit name value; }) paths);
  parentOf =
    path:
    let
      parent = dirOf path;
    in
    if parent == "." then "" else parent;
  holds =
    directory: path:
    directory == ""
    || path == directory
    || builtins.substring 0 (builtins.stringLength directory + 1) path == "${directory}/";
  withoutSlash = path: builtins.head (builtins.match "(.*[^/])/*" path);

  versionControl = setOf null [
    ".git"
    ".hg"
    ".svn"
    ".jj"
    ".direnv"
  ];
  hidden = setOf null ownFiles;
  isResult = type: path: type == "symlink" && builtins.match "result(-[^/]*)?" path != null;
  # Cargo marks its target directory this way.
  isTarget = full: type: type == "directory" && builtins.pathExists "${full}/CACHEDIR.TAG";

  isInRoot =
    path: path != "" && builtins.substring 0 2 path != ".." && builtins.substring 0 1 path != "/";
  exists = path: isInRoot path && builtins.pathExists (root + "/${path}");
  directoryOf =
    path:
    if path == "" || builtins.readFileType (root + "/${path}") == "directory" then
      path
    else
      parentOf path;

  ancestorsOf = path: if path == "" then [ ] else [ (parentOf path) ] ++ ancestorsOf (parentOf path);
in
{
  take,
  leave ? [ ],
  files ? [ ],
  places ? [ ],
  ...
}:
let
  present = builtins.filter exists (map withoutSlash (builtins.filter (path: path != "") files));
  taken = take ++ map directoryOf (builtins.filter (path: path == "" || exists path) places);
  decisions = setOf false leave // setOf true (taken ++ present);
  entered = setOf null (builtins.concatMap ancestorsOf (taken ++ present));
  isTaken = path: decisions.${path} or (path != "" && isTaken (parentOf path));
in
builtins.path {
  name = "source";
  path = root;
  filter =
    full: type:
    let
      path = builtins.substring prefixLength (-1) full;
    in
    (isTaken path || (type == "directory" && entered ? ${path}))
    && !(hidden ? ${path})
    && !(versionControl ? ${path})
    && !(isResult type path)
    && !(isTarget full type);
}
