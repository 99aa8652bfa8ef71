/**
  Return what the plan depends on of the workspace in the directory `cargoRoot` of `root`: `{ root,
  files, names }`. `files` are texts by path: manifests, Cargo.lock, Cargo's configuration. `names`
  are those of the files that targets come from. All paths start at `root`, whichever directory of
  it the workspace lies in.

  pylib/cargo_nix/skeleton/read_skeleton.py follows the same rules.
*/
{
  checkSource,
  openTree,
  readConfiguration,
  findManifests,
  targetFiles,
  readText,
  pathText,
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
  lockfile = {
    name = join cargoRoot "Cargo.lock";
    value = readText {
      location = root + "/${lockfile.name}";
      path = lockfile.name;
    };
  };
  manifestFile = { path, manifest, ... }: {
    name = join path "Cargo.toml";
    value = manifest.text;
  };
  names = builtins.concatMap (targetFiles tree) manifests;
  # Sorted, and each of them once.
  unique =
    list:
    builtins.attrNames (
      builtins.listToAttrs (
        map (name: {
          inherit name;
          value = null;
        }) list
      )
    );
in
assert checkSource { inherit root cargoRoot tree; };
{
  root = cargoRoot;
  files = builtins.listToAttrs (
    [ lockfile ]
    ++ map (file: {
      name = file.path;
      value = file.text;
    }) configuration
    ++ map manifestFile manifests
  );
  names = unique names;
}
