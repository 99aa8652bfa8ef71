/**
  Return what the plan depends on of the workspace in the directory `cargoRoot` of `root`: `{ root, files, names }`. `files`
  are texts by path: manifests, Cargo.lock, Cargo's configuration. `names` are those of the files that targets come from.
  All paths start at `root`, whichever directory of it the workspace lies in.

  pylib/cargo_nix/skeleton/read.py follows the same rules.
*/
{ checkSource, openTree, readConfiguration, findManifests, targetFiles, readText, pathText, ... }:
{ root, cargoRoot }:
let
  inherit (pathText) join;
  tree = openTree root;
  configuration = readConfiguration { inherit root tree cargoRoot; };
  manifests = findManifests {
    inherit tree cargoRoot;
    packages = builtins.concatMap (file: file.packages) configuration;
  };
  lockfile = join cargoRoot "Cargo.lock";
  names = builtins.concatMap (targetFiles tree) manifests;
in
assert checkSource { inherit root cargoRoot tree; };
{
  root = cargoRoot;
  files = builtins.listToAttrs (
    [{ name = lockfile; value = readText { location = root + "/${lockfile}"; shown = lockfile; }; }]
    ++ map (file: { name = file.path; value = file.text; }) configuration
    ++ map ({ path, manifest, ... }: { name = join path "Cargo.toml"; value = manifest.text; }) manifests
  );
  # Sorted, and each of them once.
  names = builtins.attrNames (builtins.listToAttrs (map (name: { inherit name; value = null; }) names));
}
