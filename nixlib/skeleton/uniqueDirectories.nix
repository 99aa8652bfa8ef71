/**
  Return directories (openTree) by their paths, each once and in the order of these.
*/
_scope: directories:
let
  pair = directory: {
    name = directory.path;
    value = directory;
  };
in
builtins.attrValues (builtins.listToAttrs (map pair directories))
