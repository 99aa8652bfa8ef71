/**
  Return the address of a published crate's archive. `registries` has `dl` of the index's config.json by the source
  in Cargo.lock (Cargo book, "Index Format"); the default registry needs no entry.
*/
{ fail, ... }:
registries:
{
  name,
  version,
  source,
  checksum,
  ...
}:
let
  # The index of the default registry is named after it: `<registry>-index`. Its archives are on its static host.
  defaultRegistry = builtins.match "registry\\+.*/(crates\\.[a-z]+)-index" source;

  # A template has markers, or it is an address to which the usual path is added.
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

  toLower = builtins.replaceStrings (letters "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (
    letters "abcdefghijklmnopqrstuvwxyz"
  );
  letters = alphabet: builtins.genList (n: builtins.substring n 1 alphabet) 26;
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
      "buildCargoWorkspace { registries.\"${source}\" = \"…\"; … }, with `dl` of the index's config.json"
      "depend on the crate by git, or by path in the workspace"
    ];
  }
