/**
  Return the distinct directories (openTree.nix) of a list, sorted by path.
*/
_scope: directories:
map builtins.head (builtins.attrValues (builtins.groupBy (directory: directory.path) directories))
