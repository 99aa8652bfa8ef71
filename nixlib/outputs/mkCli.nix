/**
  Return `cargo-nix`, the command line: the generator with its Python, and a cargo and rustc behind those on PATH.
*/
{ pylib, surface, mkPython, ... }:
{ pkgs }:
let
  attributes = surface.select pkgs;
  python = mkPython { surface = attributes; };
  generator = builtins.path {
    path = pylib;
    name = "cargo-nix-pylib";
    filter = path: _type: baseNameOf path != "__pycache__";
  };
  script = ''
    #!/bin/sh
    # The user's own toolchain comes first: the plan is Cargo's, and theirs is the Cargo that they build with.
    PATH="$PATH:${attributes.cargo}/bin:${attributes.rustc}/bin:${attributes.nix-prefetch-git}/bin"
    export PATH
    exec ${python.scanner} -I -c "import sys; sys.path.insert(0, '${generator}'); from cargo_nix.cli import main; sys.exit(main())" "$@"
  '';
in
derivation
  {
    name = "cargo-nix";
    inherit (attributes.stdenv.buildPlatform) system;
    __structuredAttrs = true;
    outputs = [ "out" ];
    inherit script;
    builder = python.builder;
    args = [
      "-I"
      "-S"
      "-c"
      ''
        import json, os
        attrs = json.load(open(os.environ["NIX_ATTRS_JSON_FILE"]))
        path = attrs["outputs"]["out"] + "/bin/cargo-nix"
        os.makedirs(os.path.dirname(path))
        open(path, "w").write(attrs["script"])
        os.chmod(path, 0o755)
      ''
    ];
  } // { meta.mainProgram = "cargo-nix"; }
