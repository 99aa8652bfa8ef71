/**
  Return `path` from the directory `directory` as a path from the root, without `.` and `..`. A
  path outside of the root starts with `..`.
*/
{ lib, ... }:
directory: path:
let
  parts = builtins.filter (part: part != "" && part != ".") (
    lib.splitRegex "/" "${directory}/${path}"
  );
  step =
    parents: part:
    if part == ".." && parents != [ ] && lib.last parents != ".." then
      lib.init parents
    else
      parents ++ [ part ];
in
builtins.concatStringsSep "/" (builtins.foldl' step [ ] parts)
