/**
  Return a function to the files of a member as a store path that has the workspace's shape.

  A member's set ends where another package begins. `leftOut` of it (paths from the package, a directory stands for all
  that it holds) is not there, `extra` (paths from the workspace root) is there besides. Build results, version control
  and `result` links are never part of it, and neither are `ownFiles`: what Nix reads of the workspace (flake.nix, the
  committed plan) and Cargo does not.
*/
_scope:
{ root, directories, ownFiles }:
let
  prefixLength = builtins.stringLength (toString root + "/");
  startsWith = start: text: builtins.substring 0 (builtins.stringLength start) text == start;
  below = directory: path: directory == "" || path == directory || startsWith "${directory}/" path;
  isResult = type: name: type == "symlink" && builtins.match "result(-.*)?" name != null;
  # Cargo marks its target directory this way.
  isTarget = path: type: type == "directory" && builtins.pathExists "${path}/CACHEDIR.TAG";
  setOf = paths: builtins.listToAttrs (map (name: { inherit name; value = null; }) paths);
  withoutSlash = path: builtins.head (builtins.match "(.*[^/])/*" path);
in
{ directory, name, leftOut ? [ ], extra ? [ ] }:
let
  others = setOf (builtins.filter (other: other != directory && below directory other) directories);
  gone = setOf (map (path: if directory == "" then path else "${directory}/${path}") leftOut ++ ownFiles);
  wanted = map withoutSlash extra;
in
builtins.path {
  name = "${name}-source";
  path = root;
  filter = path: type:
    let
      relative = builtins.substring prefixLength (-1) path;
      base = baseNameOf path;
      leadsTo = target: startsWith "${relative}/" target;
      # A directory that is refused is not entered, so its files need no look of their own.
      own = below directory relative && !(others ? ${relative}) && !(gone ? ${relative})
        && base != ".git" && !(isResult type base) && !(isTarget path type);
    in
    own || builtins.any (path: below path relative) wanted
    || (type == "directory" && (leadsTo directory || builtins.any leadsTo wanted));
}
