/**
  Return the clippy check of each package in `byPackage` (lists of entries by package): `{ name, value }`.
*/
{
  mkClippy,
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
    if file == null then
      ""
    else
      builtins.path {
        name = "clippy-settings";
        path = dirOf (root + "/${file}");
        filter = path: _type: baseNameOf path == baseNameOf file;
      };
  lints = lintsOf (builtins.readFile (root + "/${inWorkspace "Cargo.toml"}"));
  # A package that lies elsewhere is linted where it lies.
  isInWorkspace =
    directory:
    cargoRoot == ""
    || directory == cargoRoot
    || builtins.substring 0 (builtins.stringLength cargoRoot + 1) directory == "${cargoRoot}/";
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
        lints = if isInWorkspace directory then lints else "";
      };
    };
in
map check byPackage
