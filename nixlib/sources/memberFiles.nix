/**
  Return the file set (sourcePath.nix) that a scan of a package reads: its directory without the other
  packages of the plan below it, and the directory of each target whose source lies elsewhere.

  `directories` are those of all packages of the plan. Where a source is behind a symlink the set is
  the whole workspace: Nix cannot tell where a link leads.
*/
{ fromRoot, ... }:
{ root, directories }:
{ directory, targets }:
let
  startsWith = start: text: builtins.substring 0 (builtins.stringLength start) text == start;
  isBelow = inner: path: inner == "" || path == inner || startsWith "${inner}/" path;
  parentOf =
    path:
    let
      parent = dirOf path;
    in
    if parent == "." then "" else parent;
  isBehindLink =
    path:
    path != ""
    && (
      isBehindLink (parentOf path)
      || (
        builtins.pathExists (root + "/${path}") && builtins.readFileType (root + "/${path}") == "symlink"
      )
    );
  sources = map (target: fromRoot directory target.src_path) targets;
  elsewhere = builtins.filter (path: !(isBelow directory path) && !(startsWith ".." path)) sources;
in
if builtins.any isBehindLink sources || builtins.elem "" (map parentOf elsewhere) then
  { take = [ "" ]; }
else
  {
    take = [ directory ];
    leave = builtins.filter (other: other != directory && isBelow directory other) directories;
    places = map parentOf elsewhere;
  }
