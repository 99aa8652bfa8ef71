/**
  Return the locked `crates` by key: `archive` as it was published, `manifest` (what resolving needs), `src` (all of it); and
  `manifestParts`, lists of the derivations that the manifests of published crates lie in, to be made one list after the other.

  Archives and sources are derivations of their own and know nothing of the workspace, so every project on the machine
  shares them. Manifests are read sixteenths of the lock file at a time, and in parts: Nix looks at all derivations that wait
  for a build slot whenever one is free, so a thousand small ones that are ready at once cost it minutes. Nothing is fetched
  before a plan or a unit asks for it.
*/
{ fail, nearest, crateKey, chunksOf, pylib, ... }:
{ surface, python, system, locked, gitHashes, registries }:
let
  unpack = builtins.path { path = pylib + "/cargo_nix/builder/unpack_crate.py"; name = "unpack_crate.py"; };
  # A derivation of manifest folders, which the `function` of pylib's `crates` makes of `args`, with `companions`.
  manifestBy = program: function: companions:
    let
      modules = builtins.path {
        path = pylib;
        name = program;
        # Some modules of the package, without the package around them.
        filter = path: _type:
          builtins.elem (builtins.substring (builtins.stringLength (toString pylib) + 1) (-1) path)
            (map (part: "cargo_nix${part}") ([ "" "/crates" ] ++ map (module: "/${module}.py") ([ "crates/${program}" ] ++ companions)));
      };
    in
    name: args: derivation {
      inherit name system;
      builder = python.builder;
      args = [
        "-I"
        "-S"
        "-B"
        "-c"
        "import sys; sys.path.insert(0, '${modules}'); from cargo_nix.crates.${program} import ${function}; ${function}(*sys.argv[1:])"
      ] ++ args ++ [ (placeholder "out") ];
      preferLocalBuild = true;
    };
  facts = [ "crates/library_facts" "crates/words" ];
  crateManifests = manifestBy "crate_manifest" "write_manifests" facts;
  gitManifest = manifestBy "git_manifest" "write_manifest" ([ "errors" "crates/inheritance" "crates/git_access" ] ++ facts);
  # An edit of the lock file reads again what is in the part of the crate that changed.
  partOf = { checksum, ... }: builtins.substring 0 1 checksum;
  parts = builtins.mapAttrs
    (_part: packages: crateManifests "manifests" (builtins.concatMap
      (package: let key = crateKey package; in [ key crates.${key}.archive package.checksum ])
      packages))
    (builtins.groupBy partOf (builtins.filter (package: package.checksum != null) locked));
  # With so many archives in each that all build slots have work.
  manifestParts = chunksOf (if locked == [ ] then 16 else 1 + 16 * 48 / builtins.length locked) (builtins.attrValues parts);

  # The index of the default registry is named after it: `<registry>-index`. Its archives are on its static host.
  archiveUrl = { name, version, source, checksum, ... }:
    let
      index = builtins.match "registry\\+.*/(crates\\.[a-z]+)-index" source;
    in
    if registries ? ${source} then fillIn registries.${source} { inherit name version checksum; }
    else if index == null then
      fail
        {
          problem = "nothing says where the archives of the registry of `${name} ${version}` are";
          at = "Cargo.lock: package \"${name}\" ${version}, source";
          expected = "the default registry, or one that `registries` has";
          got = source;
          waysOut = [
            "buildCargoWorkspace { registries.\"${source}\" = \"…\"; … }, with `dl` of the index's config.json"
            "depend on the crate by git, or by path in the workspace"
          ];
        }
    else "https://static.${builtins.head index}/crates/${name}/${version}/download";

  # Cargo book, "Index Format", `dl`: with markers, or an address that the usual path is added to.
  fillIn = template: { name, version, checksum }:
    let
      lower = builtins.replaceStrings upperLetters lowerLetters name;
      markers = {
        "{crate}" = name;
        "{version}" = version;
        "{prefix}" = prefixOf name;
        "{lowerprefix}" = prefixOf lower;
        "{sha256-checksum}" = checksum;
      };
      filled = builtins.replaceStrings (builtins.attrNames markers) (builtins.attrValues markers) template;
    in
    if filled == template then "${template}/${name}/${version}/download" else filled;
  upperLetters = builtins.genList (n: builtins.substring n 1 "ABCDEFGHIJKLMNOPQRSTUVWXYZ") 26;
  lowerLetters = builtins.genList (n: builtins.substring n 1 "abcdefghijklmnopqrstuvwxyz") 26;
  prefixOf = name:
    let length = builtins.stringLength name; in
    if length < 3 then toString length
    else if length == 3 then "3/${builtins.substring 0 1 name}"
    else "${builtins.substring 0 2 name}/${builtins.substring 2 2 name}";

  checkArchive = { name, version, checksum, ... }: ''
    came=$(sha256sum "$out" | cut -d ' ' -f 1)
    if [ "$came" != ${checksum} ]; then
      cat >&2 <<'END' ; echo "  got: $came" >&2; cat >&2 <<'ENDWAYS'
    error: the archive of ${name} ${version} is not the one that was locked
      at: Cargo.lock: package "${name}" ${version}, checksum
      expected: ${checksum}
    END
      ways out:
        1. if Cargo.lock was edited by hand: restore it, or remove the package's entry and run `cargo generate-lockfile`
        2. if a mirror or proxy changed the archive: fetch it from the registry itself
    ENDWAYS
      exit 1
    fi
  '';

  published = package@{ name, version, checksum, ... }:
    let
      key = crateKey package;
      archive = surface.fetchurl {
        name = "crate-${name}-${version}.tar.gz";
        url = archiveUrl package;
        sha256 = checksum;
        postFetch = checkArchive package;
      };
    in
    {
      name = key;
      value = {
        inherit key archive;
        inherit (package) name version source;
        manifest = "${parts.${partOf package}}/${key}";
        src = derivation {
          name = "${name}-${version}-src";
          inherit system;
          builder = python.builder;
          args = [ "-I" "-S" unpack archive (placeholder "out") ];
          preferLocalBuild = true;
        };
      };
    };

  # The locked revision is in the source's fragment; it may be reachable from any ref, and Cargo takes submodules along.
  fromGit = package@{ name, version, source, ... }:
    let
      key = crateKey package;
      parts = builtins.match "git[+]([^?#]*)([?][^#]*)?#(.*)" source;
      url = builtins.elemAt parts 0;
      rev = builtins.elemAt parts 2;
      src =
        if hashes ? ${source} then surface.fetchgit { inherit url rev; hash = hashes.${source}; fetchSubmodules = true; }
        else builtins.fetchGit { inherit url rev; allRefs = true; submodules = true; };
    in
    {
      name = key;
      value = {
        inherit key src name version source;
        manifest = gitManifest "${name}-${version}-manifest" [ "${src}" name version ];
      };
    };
  hashes = if builtins.isAttrs gitHashes then gitHashes else builtins.fromJSON (builtins.readFile gitHashes);
  gitSources = builtins.filter (source: builtins.substring 0 4 source == "git+") (map (package: package.source) locked);
  checkHash = source:
    if builtins.elem source gitSources then true
    else
      fail {
        problem = "`${source}` is no git source of Cargo.lock";
        at = "buildCargoWorkspace: gitHashes";
        expected = "the source of a locked package, as Cargo.lock spells it";
        got = source;
        waysOut = [ "run `cargo-nix git-hashes`, which writes all of them" ]
          ++ (if gitSources == [ ] then [ ] else [ "did you mean `${nearest source gitSources}`?" ]);
      };

  fetch = package:
    if builtins.substring 0 4 package.source == "git+" then fromGit package
    else if package.checksum == null then unlocked package
    else published package;

  unlocked = { name, version, source, ... }: fail {
    problem = "Cargo.lock has no checksum for `${name} ${version}`";
    at = "Cargo.lock: package \"${name}\" ${version}";
    expected = "a checksum for every crate of a registry";
    got = source;
    waysOut = [ "run `cargo generate-lockfile` and commit Cargo.lock" ];
  };
  crates = builtins.listToAttrs (map fetch locked);
in
assert builtins.all checkHash (builtins.attrNames hashes);
{ inherit crates manifestParts; }
