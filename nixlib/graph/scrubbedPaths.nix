/**
  Return a function from shipped entries of `entries` to the store paths that shipped files must
  not refer to: all outputs and sources that took part in the build, and the toolchain. `entries`
  are the units of a whole graph (mkUnits.nix).

  Artifact dependencies may stay: a program with the path of such a file opens the file at run
  time.
*/
{
  lib,
  reachedFrom,
  ...
}:
{
  entries,
  toolchain,
  contentAddressed,
}:
let
  entriesBehind = reachedFrom entries;
  # The installation searches for a path and does not read it, so the path is no input. But only a
  # dependent knows the path of a content-addressed output.
  asText = builtins.unsafeDiscardStringContext;
  outputText = if contentAddressed then (path: path) else asText;
  isUnpacked = { attributes, ... }: attributes.archive or "" != "";
  artifactIdentities =
    { unit, ... }:
    map (artifact: (builtins.elemAt entries (builtins.head artifact)).unit.identity) (
      builtins.attrValues (unit.artifacts or { })
    );
  toolchainPaths = map asText [
    "${toolchain.rustc}"
    "${toolchain.cargo}"
  ];
in
shipped:
let
  builtEntries = entriesBehind shipped;
  runtimeIdentities = builtins.concatMap artifactIdentities builtEntries;
  runtimeFiles = lib.genAttrs runtimeIdentities (_identity: null);
  pathsOf =
    entry@{
      unit,
      drv,
      source,
      ...
    }:
    let
      sourceText = if isUnpacked entry then outputText else asText;
    in
    lib.optional (!runtimeFiles ? ${unit.identity}) (outputText "${drv}")
    ++ [ (sourceText source.src) ];
in
builtins.concatMap pathsOf builtEntries ++ toolchainPaths
