/**
  Return the package with the programs `wasm-bindgen` and `wasm-bindgen-test-runner`, in exactly the
  version that Cargo.lock has of the crate wasm-bindgen: program and crate share a format that has
  no compatible versions.

  The archive of the program is a published package with a Cargo.lock, and buildCargoWorkspace
  builds it. cliChecksums.json has the checksums of the archives: the registry publishes them, and
  Nix downloads nothing without a checksum. Another package (`wasmBindgen.cli`) must have the same
  version. A version without a checksum is an error.
*/
{
  bindgenPackage,
  buildCargoWorkspace,
  fail,
  lib,
  publishedCrate,
  ...
}:
{ workspace, arguments }:
let
  inherit (arguments.wasmBindgen) cli hash;
  locked = bindgenPackage workspace.lockfile;
  inherit (locked) version;
  checksums = builtins.fromJSON (builtins.readFile ./cliChecksums.json);
  nixpkgsName = "wasm-bindgen-cli_${builtins.replaceStrings [ "." ] [ "_" ] version}";
  useNixpkgs = "take a build of nixpkgs: `wasmBindgen.cli` is the package ${nixpkgsName}";
  lockedPackage = "Cargo.lock: package \"wasm-bindgen\" ${version}";

  checksum =
    if hash != null then
      hash
    else
      checksums.${version} or (fail {
        problem = "cargo-nix has no checksum of wasm-bindgen-cli ${version}";
        at = lockedPackage;
        expected = "a version that was published before this version of cargo-nix";
        got = version;
        waysOut = [
          "update the flake input cargo-nix"
          "give the sha256 of the archive: `wasmBindgen.hash = \"…\";`"
          useNixpkgs
        ];
      });
  stopUnpublished = fail {
    problem = "wasm-bindgen is not from a registry, so its program is not published";
    at = lockedPackage;
    expected = "a package of a registry";
    got = locked.source;
    waysOut = [ useNixpkgs ];
  };
  src =
    (publishedCrate
      {
        inherit (workspace)
          surface
          python
          system
          root
          ;
        inherit (arguments) registries;
        checksums = if hash == null then "nixlib/web/cliChecksums.json" else "wasmBindgen.hash";
      }
      null
      {
        name = "wasm-bindgen-cli";
        inherit version checksum;
        inherit (locked) source;
      }
    ).src;
  built = buildCargoWorkspace {
    inherit (arguments)
      contentAddressed
      linkers
      nativeDefaults
      pkgs
      registries
      toolchain
      ;
    inherit src;
    # The programs reach a driver on this machine alone, and need no TLS.
    noDefaultFeatures = true;
    cargoTargets.bin = [
      "wasm-bindgen"
      "wasm-bindgen-test-runner"
    ];
    # All files of the archive belong to the one package.
    scanFiles = false;
  };
  givenVersion = cli.version or version;
  isPublished = lib.hasPrefix "registry+" locked.source;
in
if cli == null then
  (if isPublished then built.packages.wasm-bindgen-cli else stopUnpublished)
else if givenVersion != version then
  fail {
    problem = "`wasmBindgen.cli` has another version than wasm-bindgen in Cargo.lock";
    at = "buildCargoWorkspace: wasmBindgen.cli";
    expected = "version ${version}, as in Cargo.lock";
    got = "version ${givenVersion}";
    waysOut = [
      "remove `wasmBindgen.cli`: cargo-nix builds ${version} from the registry"
      useNixpkgs
      "lock the version of the program: `cargo update wasm-bindgen --precise ${givenVersion}`"
    ];
  }
else
  cli
