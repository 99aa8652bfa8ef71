/**
  Return the derivations of the scan:

  - `scans`: the derivation with the facts of each package, which depends only on the files of the
    package.
  - `fileSets`: the derivation that makes the file sets of the plan from all facts: JSON by package
    directory and key, in the form of pylib/cargo_nix/filesets/assign.py.

  - `pathOf`: a function from `{ directory, targets }` to the store path that the scan reads.
  - `hasMacroInputs`: a function from a package to whether the user lists the inputs of macros.
*/
{
  mkLibrary,
  runModule,
  directoriesBelow,
  fromRoot,
  lib,
  ...
}:
{
  python,
  system,
  plan,
  pathOf,
  hasMacroInputs,
}:
let
  below = directoriesBelow plan.directories;
  members = builtins.filter (package: package.origin.directory != null) plan.packages;
  library = mkLibrary {
    inherit system;
    python = python.scanner;
    name = "cargo-nix-scanner";
    only = [
      "__init__.py"
      "errors.py"
      "crates/__init__.py"
      "crates/words.py"
      "syntax"
      "scan"
      "filesets"
    ];
  };
  run =
    name: module: request:
    runModule {
      inherit
        name
        system
        library
        module
        request
        ;
      python = python.scanner;
    };
  scan =
    {
      name,
      origin,
      targets,
      ...
    }:
    run "${name}-facts" "cargo_nix.scan.__main__" {
      src = pathOf {
        inherit (origin) directory;
        inherit targets;
      };
      inherit (origin) directory;
      excluded = below origin.directory;
      scripts = map ({ src_path, ... }: fromRoot origin.directory src_path) (
        builtins.filter ({ kind, ... }: kind == "custom-build") targets
      );
      variables = builtins.attrNames plan.config_paths;
    };
  scans = map scan members;
in
{
  inherit scans;
  fileSets = run "file-sets" "cargo_nix.filesets.__main__" {
    inherit (plan) directories;
    variables = plan.config_paths;
    members = lib.imap0 (index: package: {
      inherit (package.origin) directory;
      inherit (package) targets;
      macro_inputs = hasMacroInputs package;
      facts = builtins.elemAt scans index;
    }) members;
  };
}
