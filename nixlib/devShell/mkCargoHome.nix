/**
  Return a directory with `config.toml` and `vendor`: a CARGO_HOME in which plain cargo finds the
  locked crates without a network. The files of each crate are a separate derivation, shared by
  all projects.
*/
{
  pylib,
  mkLibrary,
  runModule,
  runPython,
  ...
}:
{
  python,
  system,
  crates,
}:
let
  vendorCrate = builtins.path {
    path = pylib + "/cargo_nix/install/vendor_crate.py";
    name = "vendor_crate.py";
  };
  vendored =
    {
      name,
      version,
      src,
      manifest,
      ...
    }:
    runPython {
      name = "${name}-${version}-vendored";
      inherit system;
      python = python.builder;
      program = vendorCrate;
      args = [
        "${src}"
        "${manifest}"
        (placeholder "out")
      ];
    };
in
runModule {
  name = "cargo-home";
  inherit system;
  python = python.builder;
  library = mkLibrary {
    inherit system;
    python = python.builder;
    name = "cargo-nix-cargo-home";
    only = [
      "__init__.py"
      "crates/__init__.py"
      "crates/vendored_home.py"
      "crates/cargo_home.py"
    ];
  };
  module = "cargo_nix.crates.cargo_home";
  request.crates = map (crate: {
    inherit (crate) key source;
    path = "${vendored crate}/package";
  }) (builtins.attrValues crates);
}
