/**
  Return a function from the directory of a package to the nearest configuration file: the path of
  the first existing file of `names` in the directory or in a parent, or null. clippy and rustfmt
  search in the same way.
*/
{ pathText, ... }:
{ root, names }:
let
  inherit (pathText) join parentOf;
  search =
    directory:
    let
      isPresent = file: builtins.pathExists (root + "/${file}");
      files = builtins.filter isPresent (map (join directory) names);
    in
    if files != [ ] then
      builtins.head files
    else if directory == "" then
      null
    else
      search (parentOf directory);
in
search
