/**
  Return functions over paths as texts. Paths start at the root of the source, and "" is the root.
*/
{ lib, ... }:
rec {
  /**
    The maximal length of a path in bytes, for all supported systems.
  */
  longest = 4096;

  /**
    Return the path of `name` in `directory`.
  */
  join = directory: name: if directory == "" then name else "${directory}/${name}";

  /**
    Return the directory of `path`.
  */
  parentOf =
    path:
    let
      parent = dirOf path;
    in
    lib.optionalString (parent != ".") parent;

  /**
    Whether `path` is `directory` or is below `directory`.
  */
  isBelow =
    directory: path: directory == "" || path == directory || lib.hasPrefix "${directory}/" path;

  /**
    Return the names in `path`, without empty names and `.`.
  */
  partsOf = path: builtins.filter (part: part != "" && part != ".") (lib.splitRegex "/" path);

  /**
    Return `path`, which starts at `directory`, as a path from the root without `.` and `..`.
    Return null for an absolute path, for a path outside of the root and for a too long path.
  */
  normalise =
    directory: path:
    let
      step =
        parents: part:
        if parents == null || (part == ".." && parents == [ ]) then
          null
        else if part == ".." then
          lib.init parents
        else
          parents ++ [ part ];
      parts = builtins.foldl' step [ ] (partsOf directory ++ partsOf path);
      isAbsolute = lib.hasPrefix "/" path;
    in
    if isAbsolute || builtins.stringLength path > longest || parts == null then
      null
    else
      builtins.concatStringsSep "/" parts;
}
