/**
  Return the derivation of the file sets of the plan's packages: JSON by package directory and key, as
  pylib/cargo_nix/filesets/assign.py defines it.

  Each package is scanned in a derivation of its own, which depends on its files alone. This one makes sets of the
  facts of all, so that reading them is one import and the scans run side by side. `narrowsMacros` is a function from a
  package to whether the user says what proc-macros read of it.
*/
{
  mkLibrary,
  runModule,
  fromRoot,
  ...
}:
{
  python,
  system,
  plan,
  pathOf,
  narrowsMacros,
}:
let
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
  isBelow =
    directory: path:
    directory == ""
    || builtins.substring 0 (builtins.stringLength directory + 1) path == "${directory}/";
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
      excluded = builtins.filter (
        other: other != origin.directory && isBelow origin.directory other
      ) plan.directories;
      scripts = map ({ src_path, ... }: fromRoot origin.directory src_path) (
        builtins.filter ({ kind, ... }: kind == "custom-build") targets
      );
      variables = builtins.attrNames plan.config_paths;
    };
in
run "file-sets" "cargo_nix.filesets.__main__" {
  inherit (plan) directories;
  variables = plan.config_paths;
  members = map (package: {
    inherit (package.origin) directory;
    inherit (package) targets;
    macro_inputs = narrowsMacros package;
    facts = scan package;
  }) members;
}
