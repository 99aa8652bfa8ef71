/**
  Functions over lists of entries (mkUnits) that all kinds of checks use.
*/
_scope: rec {
  isMember = { package, ... }: package.origin.directory != null;
  byPackage = builtins.groupBy ({ package, ... }: package.id);
  /**
    Return the first entry of each key.
  */
  distinct = keyOf: entries: map builtins.head (builtins.attrValues (builtins.groupBy keyOf entries));
  targetKey = { unit, package, ... }: "${package.id} ${unit.kind} ${unit.target}";
}
