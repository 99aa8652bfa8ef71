/**
  Return a function from a test (an entry of mkUnits.nix) to the programs that Cargo has built into
  the directory of the test program:

  - `examples`: examples, by file name.
  - `programs`: paths of programs.

  `tests` is the graph of the tests. A test that may leave its package finds the programs and
  examples of all packages, because Cargo builds them before the first test runs.
*/
{ entryGroups, ... }:
{ tests, placedOf }:
let
  isExample = { unit, ... }: unit.kind == "example" && unit.mode == "build";
  exampleFile = entry: {
    name = builtins.head entry.unit.products;
    value = "${placedOf entry}/${builtins.head entry.unit.files}";
  };
  examplesOf = entries: builtins.listToAttrs (map exampleFile (builtins.filter isExample entries));
  programFile = program: "${placedOf program}/${builtins.head program.unit.products}";
  programsOf =
    entries:
    map programFile (
      entryGroups.distinct ({ unit, ... }: unit.identity) (
        builtins.concatMap ({ programs, ... }: builtins.attrValues programs) entries
      )
    );
  platformOf = { unit, ... }: if unit.platform == null then "" else unit.platform;
  byPlatform = builtins.mapAttrs (_platform: entries: {
    examples = examplesOf entries;
    programs = programsOf entries;
  }) (builtins.groupBy platformOf tests.roots);
  # Cargo builds examples only before integration tests and benches.
  examplesBefore =
    { unit, package, ... }:
    if unit.kind == "test" then
      examplesOf (builtins.filter (other: other.package.id == package.id) tests.roots)
    else
      { };
in
entry:
if entry.source.run.takesPrograms then
  byPlatform.${platformOf entry}
else
  {
    programs = [ ];
    examples = examplesBefore entry;
  }
