/**
  Return the store paths of sources that the program of an entry (mkUnits.nix) contains and that a
  run replaces: `{ name, was, now }` each. Both paths have the same name.

  A unit is compiled with fewer files than its tests open. The program contains the path of its
  own source and the paths of linked path packages. All code of the entry's package gets one path,
  the source for runs.
*/
_scope:
entry@{
  package,
  source,
  closure,
  ...
}:
let
  isEmbedded = { package, source, ... }: package.origin.directory != null && source.embeds;
  replacementOf = library: {
    inherit (library.package) name;
    was = library.source.src;
    now = if library.package.id == package.id then source.run.src else library.source.run.src;
  };
  replacements = map replacementOf ([ entry ] ++ builtins.filter isEmbedded closure);
in
builtins.filter ({ was, now, ... }: was != now) replacements
