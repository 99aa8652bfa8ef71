/**
  Return the clippy check of each package in `byPackage` (lists of entries by package):
  `{ name, value }`.
*/
{
  lib,
  mkClippy,
  pathText,
  toolOf,
  configurationOf,
  lintsOf,
  ...
}:
{
  workspace,
  arguments,
  job,
  byPackage,
}:
let
  inherit (workspace)
    root
    cargoRoot
    inWorkspace
    toolchain
    ;
  clippy = mkClippy {
    inherit job;
    clippy = toolOf toolchain "clippy";
  };
  fileOf = configurationOf {
    inherit root;
    names = [
      ".clippy.toml"
      "clippy.toml"
    ];
  };
  configurationDirectory =
    directory:
    let
      file = fileOf directory;
    in
    lib.optionalString (file != null) (
      builtins.path {
        name = "clippy-settings";
        path = dirOf (root + "/${file}");
        filter = path: _type: baseNameOf path == baseNameOf file;
      }
    );
  lints = lintsOf (builtins.readFile (root + "/${inWorkspace "Cargo.toml"}"));
  # clippy lints a package outside of the workspace in the directory of the package.
  isInWorkspace = pathText.isBelow cargoRoot;
  check =
    entries:
    let
      inherit (builtins.head entries) package;
      inherit (package.origin) directory;
      name = "${package.name}-clippy";
    in
    {
      inherit name;
      value = clippy {
        inherit name package entries;
        arguments = arguments.checks.clippyArgs;
        configuration = configurationDirectory directory;
        lints = lib.optionalString (isInWorkspace directory) lints;
      };
    };
in
map check byPackage
