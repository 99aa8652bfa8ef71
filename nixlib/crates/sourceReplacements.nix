/**
  Return a function from the source of a locked package to the local directory that replaces the
  source in the project's configuration, or to null: `{ kind, path }`. `kind` is `directory` or
  `local-registry`, and `path` starts at the root of the source.

  `configuration` are the files of Cargo's configuration, the nearest first
  (readConfiguration.nix). Source: Cargo's sources/config.rs, load; the book, "Source replacement".
*/
{
  lib,
  pathText,
  readToml,
  ...
}:
configuration:
let
  inherit (builtins) stringLength;
  inherit (pathText) normalise parentOf;
  baseOf = file: if parentOf file == "" then ".." else parentOf (parentOf file);

  isSource =
    { path, value }:
    builtins.length path == 3 && builtins.head path == "source" && builtins.isString value;
  entriesOf =
    { path, text, ... }:
    map (entry: {
      name = builtins.elemAt entry.path 1;
      value = {
        name = builtins.elemAt entry.path 2;
        value = {
          base = baseOf path;
          text = entry.value;
        };
      };
    }) (builtins.filter isSource (readToml text));
  # A setting of the nearest file wins.
  tables = builtins.mapAttrs (
    _name: entries: builtins.listToAttrs (map (entry: entry.value) entries)
  ) (builtins.groupBy (entry: entry.name) (builtins.concatMap entriesOf configuration));
  textOf = table: key: if table ? ${key} then table.${key}.text else null;

  withoutEnd =
    end: text:
    if lib.hasSuffix end text then
      builtins.substring 0 (stringLength text - stringLength end) text
    else
      text;
  # Cargo ignores a slash or `.git` at the end of a repository's address.
  canonical = url: withoutEnd ".git" (withoutEnd "/" url);
  unescape = builtins.replaceStrings [ "%2F" "%2f" ] [ "/" "/" ];
  defaultName = "crates-io";
  # The identity of a locked source, without the locked revision.
  lockedIdentity =
    source:
    let
      git = builtins.match "git[+]([^?#]*)([?]([^#]*))?(#.*)?" source;
      query = builtins.elemAt git 2;
    in
    if builtins.match "registry\\+.*/crates\\.io-index" source != null then
      defaultName
    else if git != null then
      "git+${canonical (builtins.head git)}?${if query == null then "" else unescape query}"
    else
      source;
  references = [
    "branch"
    "tag"
    "rev"
  ];
  configuredIdentity =
    name: table:
    let
      registry = textOf table "registry";
      reference = builtins.filter (key: table ? ${key}) references;
      query = map (key: "${key}=${textOf table key}") reference;
    in
    if table ? git then
      "git+${canonical (textOf table "git")}?${builtins.concatStringsSep "" (lib.take 1 query)}"
    else if name == defaultName then
      defaultName
    else if registry == null then
      null
    else if lib.hasPrefix "sparse+" registry then
      registry
    else
      "registry+${registry}";
  nameByIdentity = builtins.listToAttrs (
    builtins.filter (entry: entry.name != null) (
      lib.mapAttrsToList (name: table: {
        name = configuredIdentity name table;
        value = name;
      }) tables
    )
  );

  # A chain ends at a source that nothing replaces. Cargo refuses cycles.
  chainFrom =
    name:
    builtins.genericClosure {
      startSet = [ { key = name; } ];
      operator =
        { key }:
        let
          next = textOf (tables.${key} or { }) "replace-with";
        in
        lib.optional (next != null) { key = next; };
    };
  localDirectory =
    name:
    let
      last = tables.${(lib.last (chainFrom name)).key} or { };
      kinds = builtins.filter (kind: last ? ${kind}) [
        "directory"
        "local-registry"
      ];
      kind = builtins.head kinds;
    in
    if kinds == [ ] then
      null
    else
      {
        inherit kind;
        inherit (last.${kind}) text;
        path = normalise last.${kind}.base last.${kind}.text;
      };
  directories = builtins.mapAttrs (_identity: localDirectory) nameByIdentity;
in
source: directories.${lockedIdentity source} or null
