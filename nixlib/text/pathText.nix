/**
  Functions of paths as text, from the source's root, which is "": `join`, `parentOf`, `partsOf` and
  `normalise`; and `longest`, the bytes that a path may have on the systems that there are.
*/
_scope:
let
  strings = builtins.filter builtins.isString;
  partsOf =
    path: builtins.filter (part: part != "" && part != ".") (strings (builtins.split "/" path));
  withoutLast = list: builtins.genList (builtins.elemAt list) (builtins.length list - 1);
  step =
    parts: part:
    if parts == null || (part == ".." && parts == [ ]) then
      null
    else if part == ".." then
      withoutLast parts
    else
      parts ++ [ part ];
  longest = 4096;
in
{
  inherit partsOf longest;
  join = directory: name: if directory == "" then name else "${directory}/${name}";
  parentOf =
    path:
    let
      parent = dirOf path;
    in
    if parent == "." then "" else parent;
  # `path` as seen from `directory`, without `.` and `..`; null where it is absolute, leads out of
  # the root or is too long.
  normalise =
    directory: path:
    let
      parts = builtins.foldl' step [ ] (partsOf directory ++ partsOf path);
    in
    if builtins.substring 0 1 path == "/" || builtins.stringLength path > longest then
      null
    else if parts == null then
      null
    else
      builtins.concatStringsSep "/" parts;
}
