/**
  Return `checks`, the documentation of each member as `{ name, value }`; `doc`, that of all selected
  packages as one site; and `fullDoc`, that of their dependencies as well.

  Cargo's doc graph says which targets have pages. What the pages are made of is what was compiled,
  with the files that rustdoc sees.
*/
{ entryGroups, mkDocuments, ... }:
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
    entry@{ unit, ... }: "${targetKey entry} ${if unit.platform == null then "" else unit.platform}";
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

  # Pages of each package, which link to each other.
  documentsOf =
    entries:
    let
      isDocumentedCrate = builtins.groupBy ({ unit, ... }: unit.crate_name) entries;
      pagesOf =
        entries:
        let
          inherit (builtins.head entries) package;
          name = "${package.name}-doc";
          externNames = builtins.concatMap ({ unit, ... }: map ({ name, ... }: name) unit.externs) entries;
        in
        {
          inherit name;
          value = documents.package {
            inherit name package entries;
            linked = builtins.filter (crate: isDocumentedCrate ? ${crate}) (
              distinct (crate: crate) externNames
            );
          };
        };
    in
    map pagesOf (builtins.attrValues (byPackage entries));

  # Crates of one name (two versions, a library and another package's program) share one directory of
  # pages. Cargo warns, and the last one wins; here a library wins, and of several the first.
  oneOfEachName =
    entries:
    let
      byKind = builtins.partition ({ unit, ... }: unit.kind != "bin") entries;
    in
    distinct ({ unit, ... }: unit.crate_name) (byKind.right ++ byKind.wrong);
  siteOf =
    entries: documents.join (map ({ value, ... }: value) (documentsOf (oneOfEachName entries)));

  # Examples with `doc = true` are compiled for the tests alone.
  examples = builtins.filter ({ unit, ... }: unit.kind == "example") tests.roots;
  documented = builtins.filter isMember (documentedIn docs.roots (build.roots ++ examples));
in
{
  checks = documentsOf documented;
  doc = siteOf documented;
  fullDoc = siteOf (documentedIn docs.units build.units);
}
