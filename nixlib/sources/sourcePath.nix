/**
  Return a function from a file set to its store path, which has the shape of the whole source
  `root`. All paths start at the root, and "" is the root itself. A file set:

  - `take`, `leave`: files and directories. The nearest entry above a path decides about the path.
  - `files`: additional files and directories. Missing files are ignored.
  - `places`: additional directories. A file means its directory.

  No set contains `ownFiles` (files that Nix reads and Cargo does not), version control in the
  root, target directories of Cargo, links of `nix build`, sockets and pipes. All store paths have
  the same name: equal sets are one path, and a program's reference to one path can be replaced by
  another path. pylib/cargo_nix/checkout_sets.py leaves out the same files for a source that is no
  store path.
*/
{ lib, pathText, ... }:
{ root, ownFiles }:
let
  inherit (pathText) parentOf;
  prefixLength = builtins.stringLength "${toString root}/";
  setOf = value: paths: lib.genAttrs paths (_path: value);
  withoutSlash = path: builtins.head (builtins.match "(.*[^/])/*" path);

  excluded = setOf null (
    ownFiles
    ++ [
      ".git"
      ".hg"
      ".svn"
      ".jj"
      ".direnv"
    ]
  );
  isResult = type: path: type == "symlink" && builtins.match "result(-[^/]*)?" path != null;
  # Cargo writes CACHEDIR.TAG to its target directory.
  isTargetDirectory = full: type: type == "directory" && builtins.pathExists "${full}/CACHEDIR.TAG";

  isInRoot = path: path != "" && !(lib.hasPrefix ".." path || lib.hasPrefix "/" path);
  exists = path: isInRoot path && builtins.pathExists (root + "/${path}");
  directoryOf =
    path:
    if path == "" || builtins.readFileType (root + "/${path}") == "directory" then
      path
    else
      parentOf path;

  ancestorsOf =
    path:
    let
      parent = parentOf path;
    in
    lib.optionals (path != "") ([ parent ] ++ ancestorsOf parent);
in
{
  take,
  leave ? [ ],
  files ? [ ],
  places ? [ ],
  ...
}:
let
  existingFiles = builtins.filter exists (
    map withoutSlash (builtins.filter (path: path != "") files)
  );
  existingPlaces = builtins.filter (path: path == "" || exists path) places;
  included = take ++ map directoryOf existingPlaces ++ existingFiles;
  explicit = setOf false leave // setOf true included;
  # Nix asks about each entry of the root for each set, so a workspace of N members asks N² times.
  # `dirOf` has the root as ".".
  decisions = explicit // {
    "." = explicit."" or false;
  };
  ancestors = setOf null (builtins.concatMap ancestorsOf included);
  isIncluded = path: decisions.${path} or (isIncluded (dirOf path));
in
builtins.path {
  name = "source";
  path = root;
  filter =
    full: type:
    let
      path = builtins.substring prefixLength (-1) full;
    in
    (isIncluded path || (type == "directory" && ancestors ? ${path}))
    # Nix cannot copy a socket or a pipe. A database or an editor leaves one in a checkout.
    && type != "unknown"
    && !(excluded ? ${path})
    && !(isResult type path)
    && !(isTargetDirectory full type);
}
