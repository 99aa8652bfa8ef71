/**
  Return two functions that make folders of manifests, the part of a crate that planning reads:

  - `published name crates`: the manifests of archives. Each crate is
    `{ key, archive, checksum }`, and the derivation has a folder per key.
  - `git name crate`: the manifest of one package in a checkout, `{ src, name, version }`.
*/
{ mkLibrary, runModule, ... }:
{ python, system }:
let
  libraryOf =
    modules:
    mkLibrary {
      inherit system;
      python = python.builder;
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
    name: library: module: args:
    runModule {
      inherit
        name
        system
        library
        module
        args
        ;
      python = python.builder;
    };
  publishedLibrary = libraryOf [
    "errors"
    "builder/__init__"
    "builder/crate_archive"
    "crates/crate_manifest"
  ];
  gitLibrary = libraryOf [
    "errors"
    "crates/git_manifest"
    "crates/inheritance"
    "crates/git_access"
  ];
in
{
  published =
    name: crates:
    run name publishedLibrary "cargo_nix.crates.crate_manifest" (
      builtins.concatMap (
        {
          key,
          archive,
          checksum,
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
    run name gitLibrary "cargo_nix.crates.git_manifest" [
      "${crate.src}"
      crate.name
      crate.version
    ];
}
