/**
  Return a function from a package `{ directory, targets }` to the file set (sourcePath.nix) that
  a scan of the package reads: the directory of the package without other packages below, and the
  directories of sources elsewhere.

  `directories` are the directories of all packages in the plan. For a source behind a symlink the
  set is the whole workspace, because Nix does not resolve links.
*/
{
  directoriesBelow,
  fromRoot,
  lib,
  pathText,
  ...
}:
{ root, directories }:
let
  below = directoriesBelow directories;
in
{ directory, targets }:
let
  inherit (pathText) isBelow parentOf;
  isSymlink =
    path:
    let
      file = root + "/${path}";
    in
    builtins.pathExists file && builtins.readFileType file == "symlink";
  isBehindLink = path: path != "" && (isBehindLink (parentOf path) || isSymlink path);
  sources = map (target: fromRoot directory target.src_path) targets;
  isElsewhere = path: !(isBelow directory path || lib.hasPrefix ".." path);
  sourceDirectories = map parentOf (builtins.filter isElsewhere sources);
in
if builtins.any isBehindLink sources || builtins.elem "" sourceDirectories then
  { take = [ "" ]; }
else
  {
    take = [ directory ];
    leave = below directory;
    places = sourceDirectories;
  }
