/**
  Return a package with the products of `entries` (mkUnits.nix) under Cargo's names: programs in
  `bin`, libraries in `lib`, examples in `examples`. The package has `pname`, `version`, `meta`
  and `overrideAttrs`, as packages of nixpkgs have.

  - `generated`: the files that build scripts write and that are shipped (generatedFiles.nix).
  - `scrub`: the store paths that no product may refer to. Only this step removes references, so
    the runtime closure of the package contains no inputs of the build.
  - `programNames`: the names of the programs. `nix run` starts the program `mainProgram`, or
    lists the programs if `mainProgram` is null.
*/
{
  chooseProgram,
  lib,
  overridable,
  pylib,
  runPython,
  ...
}:
{
  python,
  system,
  name,
  pname,
  version,
  entries,
  generated,
  scrub,
  meta,
  programNames,
  mainProgram,
}:
let
  install = builtins.path {
    path = pylib + "/cargo_nix/install/install.py";
    name = "install.py";
  };
  folders = {
    bin = "bin";
    example = "examples";
  };
  filesOf =
    { unit, drv, ... }:
    let
      folder = folders.${unit.kind} or "lib";
      installFile = index: product: {
        from = "${drv}/${builtins.elemAt unit.files index}";
        to = "${folder}/${product}";
      };
      files = lib.imap0 installFile unit.products;
      withoutRlibs = builtins.filter ({ to, ... }: !(lib.hasSuffix ".rlib" to)) files;
    in
    if withoutRlibs == [ ] then files else withoutRlibs;

  # Outside of `bin`, so that the script is not on PATH.
  chooser = "libexec/choose-program";
  isUndecided = programNames != [ ] && mainProgram == null;
in
overridable
  {
    inherit pname version;
    meta =
      meta
      // lib.optionalAttrs (mainProgram != null) { inherit mainProgram; }
      // lib.optionalAttrs isUndecided { mainProgram = "../${chooser}"; };
  }
  (runPython {
    inherit name system;
    python = python.builder;
    program = install;
    request = {
      files = builtins.concatMap filesOf entries;
      scripts = lib.optionalAttrs isUndecided {
        ${chooser} = chooseProgram { inherit name programNames; };
      };
      inherit generated scrub;
    };
  })
