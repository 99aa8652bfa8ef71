/**
  Return entries (mkUnits.nix) in lists by the name of their package.
*/
_scope: builtins.groupBy ({ package, ... }: package.name)
