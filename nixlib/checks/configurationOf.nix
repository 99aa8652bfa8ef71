/**
  Return a function from a package's directory to the nearest of the files `names` at or above it in the workspace: its
  path from the root, or null. Tools look for their settings that way.
*/
_scope:
{ root, names }:
let
  at = directory: name: if directory == "" then name else "${directory}/${name}";
  parent =
    directory:
    let
      up = dirOf directory;
    in
    if up == "." then "" else up;
  search =
    directory:
    let
      found = builtins.filter (name: builtins.pathExists (root + "/${at directory name}")) names;
    in
    if found != [ ] then
      at directory (builtins.head found)
    else if directory == "" then
      null
    else
      search (parent directory);
in
search
