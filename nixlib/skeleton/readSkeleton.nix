/**
  Return the part of a workspace that a plan depends on. All paths start at `root`, the source,
  and `cargoRoot` is the directory of the workspace in the source.

  - `root`: `cargoRoot`.
  - `files`: the texts of manifests, Cargo.lock and Cargo's configuration by path.
  - `names`: the paths of the files from which Cargo makes targets, sorted.
  - `configuration`: the files of Cargo's configuration (readConfiguration.nix).

  pylib/cargo_nix/skeleton/read_skeleton.py follows the same rules.
*/
{
  checkSource,
  findManifests,
  lib,
  openTree,
  pathText,
  readConfiguration,
  readText,
  targetFiles,
  ...
}:
{ root, cargoRoot }:
let
  inherit (pathText) join;
  tree = openTree root;
  configuration = readConfiguration { inherit root tree cargoRoot; };
  manifests = findManifests {
    inherit tree cargoRoot;
    packages = builtins.concatMap (file: file.packages) configuration;
  };
  lockfile = rec {
    name = join cargoRoot "Cargo.lock";
    value = readText {
      location = root + "/${name}";
      path = name;
    };
  };
  manifestFile = { path, manifest, ... }: {
    name = join path "Cargo.toml";
    value = manifest.text;
  };
  configurationFile = { path, text, ... }: {
    name = path;
    value = text;
  };
in
assert checkSource { inherit root cargoRoot tree; };
{
  root = cargoRoot;
  files = builtins.listToAttrs (
    [ lockfile ] ++ map configurationFile configuration ++ map manifestFile manifests
  );
  names = lib.uniqueStrings (builtins.concatMap (targetFiles tree) manifests);
  inherit configuration;
}
