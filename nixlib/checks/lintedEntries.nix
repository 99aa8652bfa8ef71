/**
  Return the entries of all targets of the members, as lists by package, for
  `cargo clippy --all-targets` and `cargo fmt`: entries of the tests' graph and benches, and
  entries that only the build's graph has.
*/
{ entryGroups, ... }:
{
  tests,
  build,
  benchEntries,
}:
let
  inherit (entryGroups)
    byPackage
    distinct
    isMember
    targetKey
    ;
  isLinted =
    entry:
    isMember entry
    && builtins.elem entry.unit.mode [
      "build"
      "test"
    ];
  modeKey = entry: "${targetKey entry} ${entry.unit.mode}";
  testEntries = builtins.filter isLinted tests.units ++ benchEntries;
  testsByKey = builtins.groupBy modeKey testEntries;
  isOnlyInBuild = entry: isLinted entry && !(testsByKey ? ${modeKey entry});
  entries = testEntries ++ builtins.filter isOnlyInBuild build.units;
in
builtins.attrValues (byPackage (distinct ({ unit, ... }: unit.identity) entries))
