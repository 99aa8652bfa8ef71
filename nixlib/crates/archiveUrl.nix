/**
  Return a function from a locked package to the address of its archive. A package of another
  registry than the default registry and `registries` is an error.

  `registries` has the value `dl` of an index's config.json by the source in Cargo.lock (Cargo
  book, "Index Format").
*/
{ fail, lib, ... }:
registries:
{
  name,
  version,
  source,
  checksum,
  ...
}:
let
  # The name of the default registry's index is `<registry>-index`, and a static host has its
  # archives.
  defaultRegistry = builtins.match "registry\\+.*/(crates\\.[a-z]+)-index" source;

  # An address without markers gets the usual path.
  fillIn =
    template:
    let
      markers = {
        "{crate}" = name;
        "{version}" = version;
        "{prefix}" = prefixOf name;
        "{lowerprefix}" = prefixOf (toLower name);
        "{sha256-checksum}" = checksum;
      };
      filled =
        builtins.replaceStrings (builtins.attrNames markers) (builtins.attrValues markers)
          template;
    in
    if filled == template then "${template}/${name}/${version}/download" else filled;

  toLower = builtins.replaceStrings (lib.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (
    lib.stringToCharacters "abcdefghijklmnopqrstuvwxyz"
  );
  prefixOf =
    name:
    let
      length = builtins.stringLength name;
    in
    if length < 3 then
      toString length
    else if length == 3 then
      "3/${builtins.substring 0 1 name}"
    else
      "${builtins.substring 0 2 name}/${builtins.substring 2 2 name}";
in
if registries ? ${source} then
  fillIn registries.${source}
else if defaultRegistry != null then
  "https://static.${builtins.head defaultRegistry}/crates/${name}/${version}/download"
else
  fail {
    problem = "the registry of `${name} ${version}` has no known archive address";
    at = "Cargo.lock: package \"${name}\" ${version}, source";
    expected = "the default registry, or a registry in `registries`";
    got = source;
    waysOut = [
      "add `registries.\"${source}\" = \"…\";` with `dl` of the index's config.json"
      "depend on the crate by git, or by path in the workspace"
    ];
  }
