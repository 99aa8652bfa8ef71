/**
  Return a directory with `config.toml` and `vendor`: a CARGO_HOME in which plain cargo finds the locked crates, and needs
  no network. Each crate's files are a derivation of its own, shared by all projects.
*/
{ pylib, ... }:
{ python, system, crates }:
let
  program = builtins.path { path = pylib + "/cargo_nix/install/vendor_crate.py"; name = "vendor_crate.py"; };
  vendored = { name, version, src, manifest, ... }: derivation {
    name = "${name}-${version}-vendored";
    inherit system;
    builder = python.builder;
    args = [ "-I" "-S" program "${src}" "${manifest}" (placeholder "out") ];
  };
  # The module that lays crates out for the plan.
  layout = builtins.path { path = pylib + "/cargo_nix/crates/vendored_home.py"; name = "layout.py"; };
in
derivation {
  name = "cargo-home";
  inherit system;
  __structuredAttrs = true;
  outputs = [ "out" ];
  builder = python.builder;
  args = [
    "-I"
    "-S"
    "-c"
    ''
      import json, os, sys
      from pathlib import Path
      from importlib.util import module_from_spec, spec_from_file_location
      spec = spec_from_file_location("layout", "${layout}")
      sys.modules["layout"] = layout = module_from_spec(spec)
      spec.loader.exec_module(layout)
      attrs = json.loads(Path(os.environ["NIX_ATTRS_JSON_FILE"]).read_text())
      home = Path(attrs["outputs"]["out"])
      home.mkdir()
      layout.write_cargo_home(home, [layout.VendoredCrate(**{**crate, "path": Path(crate["path"])}) for crate in attrs["crates"]])
    ''
  ];
  crates = map (crate: { inherit (crate) key source; path = "${vendored crate}/package"; }) (builtins.attrValues crates);
  preferLocalBuild = true;
}
