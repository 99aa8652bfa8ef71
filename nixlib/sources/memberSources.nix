/**
  Return the files of each member as a store path that has the workspace's shape, by the member's directory.

  A member's set ends where another package begins. `extraFiles` adds paths from the workspace root to a member, by the
  member's name. Build results, version control and `result` links are never part of it, and neither are `ownFiles`:
  what Nix reads of the workspace (flake.nix, the committed plan) and Cargo does not.
*/
_scope:
{ root, directories, extraFiles, ownFiles }:
let
  prefix = toString root + "/";
  prefixLength = builtins.stringLength prefix;
  startsWith = start: text: builtins.substring 0 (builtins.stringLength start) text == start;
  below = directory: path: directory == "" || path == directory || startsWith "${directory}/" path;
  isResult = type: name: type == "symlink" && builtins.match "result(-.*)?" name != null;
  # Cargo marks its target directory this way.
  isTarget = path: type: type == "directory" && builtins.pathExists "${path}/CACHEDIR.TAG";
in
{ directory, name }:
let
  others = builtins.filter (other: other != directory && below directory other) directories;
  extra = map (path: builtins.head (builtins.match "(.*[^/])/*" path)) (extraFiles.${name} or [ ]);
in
builtins.path {
  name = "${name}-source";
  path = root;
  filter = path: type:
    let
      relative = builtins.substring prefixLength (-1) path;
      base = baseNameOf path;
      leadsTo = target: startsWith "${relative}/" target;
      own = below directory relative && !(builtins.any (other: below other relative) others)
        && !(builtins.elem relative ownFiles) && base != ".git" && !(isResult type base) && !(isTarget path type);
    in
    own || builtins.any (wanted: below wanted relative) extra
    || (type == "directory" && (leadsTo directory || builtins.any leadsTo extra));
}
