/**
  Return the directory at `path` in a tree (openTree.nix), or null. `path` may be null.
*/
{ pathText, ... }:
tree: path:
let
  step = directory: name: if directory == null then null else directory.children.${name} or null;
in
if path == null then null else builtins.foldl' step tree (pathText.partsOf path)
