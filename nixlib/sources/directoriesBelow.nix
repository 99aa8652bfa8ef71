/**
  Return a function from a directory to those of `directories` that are below it, without the
  directory itself, in the order of `directories`. Paths start at the root, and "" is the root.

  The work grows with the number of directories and their depth, and not with their square.
*/
{ pathText, ... }:
directories:
let
  inherit (pathText) parentOf;
  ancestorsOf =
    directory:
    let
      parent = parentOf directory;
    in
    if directory == "" then [ ] else [ parent ] ++ ancestorsOf parent;
  pairsOf = directory: map (above: { inherit above directory; }) (ancestorsOf directory);
  groups = builtins.groupBy ({ above, ... }: above) (builtins.concatMap pairsOf directories);
in
directory: map (pair: pair.directory) (groups.${directory} or [ ])
