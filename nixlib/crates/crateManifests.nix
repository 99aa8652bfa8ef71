/**
  Return three functions that make folders of manifests, the part of a crate that planning reads:

  - `published name crates`: the manifests of archives. Each crate is
    `{ key, archive, checksum }`, and the derivation has a folder per key.
  - `vendored name crate`: the manifest of a package in a directory source, `{ src, directory }`.
  - `git name crate`: the manifest of one package in a checkout, `{ src, name, version }`.
*/
{ mkLibrary, runModule, ... }:
{ python, system }:
let
  libraryOf =
    interpreter: modules:
    mkLibrary {
      inherit system;
      python = interpreter;
      name = "cargo-nix-crates";
      only = map (module: "${module}.py") (
        [
          "__init__"
          "crates/__init__"
          "crates/library_facts"
          "crates/words"
        ]
        ++ modules
      );
    };
  run =
    interpreter: name: library: module: args:
    runModule {
      inherit
        name
        system
        library
        module
        args
        ;
      python = interpreter;
    };
  publishedLibrary = libraryOf python.builder [
    "errors"
    "builder/__init__"
    "builder/crate_archive"
    "crates/crate_manifest"
  ];
  # Manifests of a repository are as their authors wrote them, so the TOML library reads them.
  gitLibrary = libraryOf python.generator [
    "errors"
    "crates/git_manifest"
    "crates/git_packages"
    "crates/git_repository"
    "crates/git_submodules"
    "crates/inheritance"
    "crates/git_access"
  ];
  vendoredLibrary = libraryOf python.builder [
    "errors"
    "builder/__init__"
    "builder/crate_archive"
    "crates/crate_manifest"
    "crates/git_access"
    "crates/vendored_manifest"
  ];
in
{
  vendored =
    name: crate:
    run python.builder name vendoredLibrary "cargo_nix.crates.vendored_manifest" [
      "${crate.src}"
      crate.directory
    ];
  published =
    name: crates:
    run python.builder name publishedLibrary "cargo_nix.crates.crate_manifest" (
      builtins.concatMap (
        {
          key,
          archive,
          checksum,
          ...
        }:
        [
          key
          archive
          checksum
        ]
      ) crates
    );
  git =
    name: crate:
    run python.generator name gitLibrary "cargo_nix.crates.git_manifest" [
      "${crate.src}"
      crate.name
      crate.version
    ];
}
