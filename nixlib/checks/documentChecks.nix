/**
  Return the documentation of the workspace:

  - `checks`: the pages of each member, `{ name, value }`.
  - `doc`: the pages of all selected packages as one site. `fullDoc`: the same with dependencies.

  Cargo's doc graph decides which targets have pages. Libraries and flags come from the compiled
  units, and files from the doc graph.
*/
{
  entryGroups,
  lib,
  mkDocuments,
  ...
}:
{
  workspace,
  arguments,
  job,
  build,
  tests,
  docs,
}:
let
  inherit (entryGroups)
    byPackage
    distinct
    isMember
    targetKey
    ;
  documents = mkDocuments {
    inherit job;
    inherit (workspace) toolchain;
    arguments = arguments.checks.rustdocArgs;
  };
  platformKey =
    entry@{ unit, ... }:
    let
      platform = if unit.platform == null then "" else unit.platform;
    in
    "${targetKey entry} ${platform}";
  documentedIn =
    units:
    let
      documentByKey = builtins.groupBy platformKey (
        builtins.filter ({ unit, ... }: unit.mode == "doc") units
      );
      withDocument =
        entry:
        let
          document = builtins.head documentByKey.${platformKey entry};
        in
        entry
        // {
          inherit (document) source;
          documented = document.unit;
        };
      isDocumented = entry: documentByKey ? ${platformKey entry} && entry.unit.mode == "build";
    in
    compiled: map withDocument (builtins.filter isDocumented compiled);

  # The pages of packages link to each other.
  documentsOf =
    entries:
    let
      entriesByCrate = builtins.groupBy ({ unit, ... }: unit.crate_name) entries;
      pagesOf =
        entries:
        let
          inherit (builtins.head entries) package;
          name = "${package.name}-doc";
          externs = builtins.concatMap ({ unit, ... }: unit.externs) entries;
          externNames = lib.uniqueStrings (map ({ name, ... }: name) externs);
        in
        {
          inherit name;
          value = documents.package {
            inherit name package entries;
            linked = builtins.filter (crate: entriesByCrate ? ${crate}) externNames;
          };
        };
    in
    map pagesOf (builtins.attrValues (byPackage entries));

  # Crates with the same name share a directory of pages, for example two versions, or a library
  # and a program. Cargo warns and keeps the last. Here libraries win over programs, and then the
  # first wins.
  distinctCrates =
    entries:
    let
      byKind = builtins.partition ({ unit, ... }: unit.kind != "bin") entries;
    in
    distinct ({ unit, ... }: unit.crate_name) (byKind.right ++ byKind.wrong);
  siteOf =
    entries: documents.join (map ({ value, ... }: value) (documentsOf (distinctCrates entries)));

  # Cargo compiles examples with `doc = true` only for tests.
  examples = builtins.filter ({ unit, ... }: unit.kind == "example") tests.roots;
  documented = builtins.filter isMember (documentedIn docs.roots (build.roots ++ examples));
in
{
  checks = documentsOf documented;
  doc = siteOf documented;
  fullDoc = siteOf (documentedIn docs.units build.units);
}
