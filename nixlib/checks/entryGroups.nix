/**
  Return functions over entries (mkUnits.nix) that several kinds of checks use.
*/
_scope: {
  /**
    Whether an entry belongs to a package of the source.
  */
  isMember = { package, ... }: package.origin.directory != null;

  /**
    Return lists of entries by package.
  */
  byPackage = builtins.groupBy ({ package, ... }: package.id);

  /**
    Return the first entry of each key.
  */
  distinct =
    keyOf: entries:
    let
      groups = builtins.groupBy keyOf entries;
    in
    map builtins.head (builtins.attrValues groups);

  /**
    Return a text that identifies the target of an entry.
  */
  targetKey = { unit, package, ... }: "${package.id} ${unit.kind} ${unit.target}";
}
