/**
  Return the directory of a tree (openTree) that lies at `path`, null where none does, or `path` is
  null.
*/
{ pathText, ... }:
tree: path:
let
  step = directory: name: if directory == null then null else directory.children.${name} or null;
in
if path == null then null else builtins.foldl' step tree (pathText.partsOf path)
