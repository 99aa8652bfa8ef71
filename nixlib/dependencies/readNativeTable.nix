/**
  Return the default inputs of build scripts (nativeTable.nix) as two functions. `programs` and
  `libraries` have the available attributes of nixpkgs, for the machine that builds and for the
  platform of the unit. `enabled` is the argument `nativeDefaults`.

  - `scriptDefaults { name, features, links, listed }`: `{ nativeBuildInputs, buildInputs }` for
    the build script of the crate `name`. `links` are the names of the linked crates. If the user
    lists inputs for the crate (`listed`), only programs of helpers follow. The result depends on
    no other part of the workspace, so two projects share equal runs.
  - `allDefaults names`: the inputs for all crates of the list with any features, on this
    platform; for the dev shell.
*/
{
  attributeAt,
  lib,
  nativeTable,
  ...
}:
{
  programs,
  libraries,
  enabled,
}:
let
  inputsAt =
    set: input:
    if builtins.isList input then
      lib.take 1 (builtins.concatMap (attributeAt set) input)
    else
      attributeAt set input;
  inputsOf = entries: {
    nativeBuildInputs = builtins.concatMap (inputsAt programs) (
      builtins.concatMap (entry: entry.tools or [ ]) entries
    );
    buildInputs = builtins.concatMap (inputsAt libraries) (
      builtins.concatMap (entry: entry.libraries or [ ]) entries
    );
  };

  hasCommon = left: right: builtins.any (name: builtins.elem name right) left;
  applies =
    features: links: entry:
    !(hasCommon (entry.unlessFeatures or [ ]) features)
    && !(hasCommon (entry.unlessLinks or [ ]) links)
    && (!(entry ? onlyFeatures) || hasCommon entry.onlyFeatures features);
  entriesOf = table: name: lib.optional (table ? ${name}) table.${name};
  # Cargo.lock has crates for all platforms, and nixpkgs stops at a library for another platform.
  isAvailable = input: input.meta.available or true;
in
{
  scriptDefaults =
    {
      name,
      features,
      links,
      listed,
    }:
    let
      crateEntries = builtins.filter (applies features links) (entriesOf nativeTable.crates name);
      ofCrate = lib.optionals (!listed) crateEntries;
      ofHelpers = builtins.concatMap (entriesOf nativeTable.helpers) links;
    in
    inputsOf (lib.optionals enabled (ofCrate ++ ofHelpers));
  allDefaults =
    names:
    let
      entries = builtins.concatMap (
        name: entriesOf nativeTable.crates name ++ entriesOf nativeTable.helpers name
      ) names;
      inputs = inputsOf (lib.optionals enabled entries);
    in
    builtins.mapAttrs (_kind: builtins.filter isAvailable) inputs // { env = { }; };
}
