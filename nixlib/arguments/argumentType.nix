/**
  Return the type (types.nix) of all arguments of buildCargoWorkspace together.
*/
{ types, options, ... }:
types.set (builtins.concatMap (group: group.options) options)
