/**
  Return the locked `crates` by key, `{ key, name, version, source, src, manifest, archive }` each: `src` are the
  crate's files, `manifest` is the folder that planning reads, `archive` is there for crates of a registry. And
  return `manifestParts`, lists of the derivations that have these folders, to be built one list after the other.

  Nothing is fetched before a plan or a unit asks for it. Manifests are read in sixteenths of the lock file, so that
  an edit of the lock file reads again what is in the part of the crate that changed. The parts are built in turn,
  since Nix looks at all derivations that wait for a build slot whenever a slot is free: a thousand small ones that
  are ready at once cost it minutes.
*/
{
  fail,
  nearest,
  crateKey,
  chunksOf,
  crateManifests,
  publishedCrate,
  gitCheckout,
  ...
}:
{
  surface,
  python,
  system,
  locked,
  outputHashes,
  registries,
}:
let
  manifests = crateManifests { inherit python system; };
  fetchPublished = publishedCrate {
    inherit
      surface
      python
      system
      registries
      ;
  };
  checkoutOf = gitCheckout { inherit surface hashes; };

  isPublished = package: package.checksum != null;
  isGit = package: builtins.substring 0 4 package.source == "git+";

  partOf = package: builtins.substring 0 1 package.checksum;
  parts = builtins.mapAttrs (
    _part: packages:
    manifests.published "manifests" (
      map (
        package:
        let
          key = crateKey package;
        in
        {
          inherit key;
          inherit (crates.${key}) archive;
          inherit (package) checksum;
        }
      ) packages
    )
  ) (builtins.groupBy partOf (builtins.filter isPublished locked));
  # Each list has so many archives that all build slots have work.
  partsAtOnce = if locked == [ ] then 16 else 1 + 16 * 48 / builtins.length locked;

  hashes =
    if builtins.isAttrs outputHashes then
      outputHashes
    else
      builtins.fromJSON (builtins.readFile outputHashes);
  gitSources = map (package: package.source) (builtins.filter isGit locked);
  checkHash =
    source:
    builtins.elem source gitSources
    || fail {
      problem = "`${source}` is not a git source in Cargo.lock";
      at = "buildCargoWorkspace: outputHashes";
      expected = "the source of a locked package, as Cargo.lock spells it";
      got = source;
      waysOut = [
        "run `cargo-nix git-hashes`, which writes all of them"
      ]
      ++ (if gitSources == [ ] then [ ] else [ "did you mean `${nearest source gitSources}`?" ]);
    };

  unlocked =
    {
      name,
      version,
      source,
      ...
    }:
    fail {
      problem = "Cargo.lock has no checksum for `${name} ${version}`";
      at = "Cargo.lock: package \"${name}\" ${version}";
      expected = "a checksum for every crate of a registry";
      got = source;
      waysOut = [ "run `cargo generate-lockfile` and commit Cargo.lock" ];
    };

  filesOf =
    key: package:
    if isGit package then
      let
        src = checkoutOf package.source;
      in
      {
        inherit src;
        manifest = manifests.git "${package.name}-${package.version}-manifest" {
          inherit src;
          inherit (package) name version;
        };
      }
    else if isPublished package then
      fetchPublished package // { manifest = "${parts.${partOf package}}/${key}"; }
    else
      unlocked package;
  crates = builtins.listToAttrs (
    map (
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
        // filesOf key package;
      }
    ) locked
  );
in
assert builtins.all checkHash (builtins.attrNames hashes);
{
  inherit crates;
  manifestParts = chunksOf partsAtOnce (builtins.attrValues parts);
}
