/**
  Return what is embedded in the program of a unit, an entry of mkUnits, of where sources lie, and what to put in its place
  when it runs: `{ name, was, now }` each, store paths of one name.

  A unit is compiled with fewer files than it may open. In the program are its own place and those of the libraries of path
  packages that it links; what lies in the entry's own package is to be found in one place.
*/
_scope:
entry@{
  package,
  source,
  closure,
  ...
}:
let
  mine = builtins.filter (dep: dep.package.origin.directory != null && dep.source.embeds) closure;
  placeOf = dep: {
    inherit (dep.package) name;
    was = dep.source.src;
    now = if dep.package.id == package.id then source.run.src else dep.source.run.src;
  };
in
builtins.filter ({ was, now, ... }: was != now) (map placeOf ([ entry ] ++ mine))
