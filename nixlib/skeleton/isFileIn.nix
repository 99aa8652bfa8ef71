/**
  Whether `path` is a file in a tree (openTree.nix). `path` may be null.
*/
{ directoryAt, pathText, ... }:
tree: path:
let
  directory = directoryAt tree (pathText.parentOf path);
in
path != null && directory != null && directory.isFile (baseNameOf path)
