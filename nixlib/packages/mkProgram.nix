/**
  Return a package that holds the products of `entries` (mkUnits) under Cargo's names: programs in
  `bin`, libraries in `lib`, examples in `examples`. It has `pname`, `version`, `meta` and
  `overrideAttrs`, as a package of nixpkgs.

  - `generated`: the files that build scripts write and that are shipped (generatedFiles.nix).
  - `scrub`: the store paths that no product may refer to. References are removed here and nowhere
    else, so the runtime closure of what is shipped holds nothing that built it.
  - `programNames`: the programs of which `nix run` starts the one that `mainProgram` names. If it is
    null, `nix run` shows the list.
*/
{
  pylib,
  runPython,
  overridable,
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
  productsOf =
    { unit, drv, ... }:
    let
      all = builtins.genList (n: {
        from = "${drv}/${builtins.elemAt unit.files n}";
        to = "${
          {
            bin = "bin";
            example = "examples";
          }
          .${unit.kind} or "lib"
        }/${builtins.elemAt unit.products n}";
      }) (builtins.length unit.products);
      shipped = builtins.filter ({ to, ... }: builtins.match ".*\\.rlib" to == null) all;
    in
    if shipped == [ ] then all else shipped;

  # Beside `bin`, so that it is on nobody's PATH.
  chooser = "libexec/choose-program";
  isUndecided = programNames != [ ] && mainProgram == null;
  chooserText = ''
    #!/bin/sh
    cat >&2 <<'END'
    error: there are several programs, and nothing says which one to run
      at: ${name}
      expected: the name of a program
      ways out:
    ${builtins.concatStringsSep "\n" (
      builtins.genList (n: "    ${toString (n + 1)}. nix run .#${builtins.elemAt programNames n}") (
        builtins.length programNames
      )
    )}
        ${toString (builtins.length programNames + 1)}. set `default-run` in [package] of Cargo.toml
    END
    exit 1
  '';
in
overridable
  {
    inherit pname version;
    meta =
      meta
      // (if mainProgram != null then { inherit mainProgram; } else { })
      // (if isUndecided then { mainProgram = "../${chooser}"; } else { });
  }
  (runPython {
    inherit name system;
    python = python.builder;
    program = install;
    request = {
      files = builtins.concatMap productsOf entries;
      scripts = if isUndecided then { ${chooser} = chooserText; } else { };
      inherit generated scrub;
    };
  })
