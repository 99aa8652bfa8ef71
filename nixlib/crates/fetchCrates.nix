/**
  Return the locked packages as derivations:

  - `crates`: by key, `{ key, name, version, source, src, manifest }` and for crates of a registry
    `archive`. `src` has the files of the crate, and `manifest` is the folder that planning reads.
  - `manifestParts`: lists of derivations with these folders. Nix should build one list after
    another.

  Nothing is fetched before a plan or a unit needs a crate, and nothing that the configuration
  replaces by a local directory. A registry's crate without a checksum and a wrong entry in
  `outputHashes` are errors.
*/
{
  lib,
  crateKey,
  chunksOf,
  crateManifests,
  crateHashes,
  publishedCrate,
  localSources,
  gitCheckout,
  refuseUnlocked,
  ...
}:
{
  surface,
  python,
  system,
  locked,
  outputHashes,
  registries,
  root,
  configuration,
}:
let
  isPublished = package: package.checksum != null && !(local.isVendored package);
  isGit = package: lib.hasPrefix "git+" package.source;

  manifests = crateManifests { inherit python system; };
  fetchPublished = publishedCrate {
    inherit
      surface
      python
      system
      registries
      root
      ;
  };
  local = localSources {
    inherit
      root
      configuration
      locked
      python
      system
      manifests
      ;
  };
  gitSources = map (package: package.source) (builtins.filter isGit locked);
  hashes = crateHashes { inherit outputHashes gitSources; };
  # One checkout per source: the packages of a repository share it, because a checkout costs a walk
  # through the repository.
  checkouts = lib.genAttrs gitSources (gitCheckout {
    inherit
      surface
      python
      system
      hashes
      ;
  });

  # One derivation per first digit of the checksum: an edit of Cargo.lock reads one part again.
  partOf = package: builtins.substring 0 1 package.checksum;
  archiveOf =
    package:
    crates.${crateKey package}
    // {
      inherit (package) checksum;
    };
  parts = builtins.mapAttrs (
    _part: packages: manifests.published "manifests" (map archiveOf packages)
  ) (builtins.groupBy partOf (builtins.filter isPublished locked));
  # For each free build slot Nix looks at all waiting derivations, so a thousand ready archives
  # cost minutes. The archives of one list keep all build slots busy.
  partsAtOnce = if locked == [ ] then 16 else 1 + 16 * 48 / builtins.length locked;

  gitFiles =
    package:
    let
      src = checkouts.${package.source};
    in
    {
      inherit src;
      manifest = manifests.git "${package.name}-${package.version}-manifest" {
        inherit src;
        inherit (package) name version;
      };
    };
  publishedFiles =
    package:
    let
      part = parts.${partOf package};
    in
    fetchPublished (local.registryOf package) package
    // {
      manifest = "${part}/${crateKey package}";
    };
  filesOf =
    package:
    if local.isVendored package then
      local.vendoredFiles package
    else if isGit package then
      gitFiles package
    else if isPublished package then
      publishedFiles package
    else
      refuseUnlocked package;
  crateOf =
    package:
    let
      key = crateKey package;
    in
    {
      name = key;
      value = {
        inherit key;
        inherit (package)
          name
          version
          source
          checksum
          ;
      }
      // filesOf package;
    };
  crates = builtins.listToAttrs (map crateOf locked);
in
builtins.seq hashes {
  inherit crates;
  manifestParts = chunksOf partsAtOnce (builtins.attrValues parts);
}
