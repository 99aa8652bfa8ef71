/**
  Return `name` with what a store path cannot have in its name as `_`, for names that Cargo takes and Nix does not.
*/
name:
builtins.concatStringsSep "_" (builtins.filter builtins.isString (builtins.split "[^0-9a-zA-Z+._?=-]" name))
