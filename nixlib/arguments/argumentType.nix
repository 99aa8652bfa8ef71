/**
  Return the type (types.nix) of all arguments together: a set with the options of options.nix.
*/
{ types, options, ... }:
types.set (builtins.concatMap (group: group.options) options)
