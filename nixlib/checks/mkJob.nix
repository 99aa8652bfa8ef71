/**
  Return a function that makes a check's derivation: `name`, the `job` that pylib/cargo_nix/checks does, its `attrs`.

  `inputs` is null for a bare derivation; a list is on PATH, in stdenv's environment. The checks' programs are not those
  of units: a change of them compiles nothing.
*/
{ pylib, mkBuilder, storeName, ... }:
{ surface, python, system }:
let
  program = builtins.path {
    path = pylib + "/cargo_nix/checks";
    name = "cargo-nix-checks";
    filter = path: _type: baseNameOf path != "__pycache__";
  };
  unitBuilder = mkBuilder { inherit python system; };
in
{ name, job, attrs, inputs ? null }:
if inputs == null then
  derivation
    (attrs // {
      name = storeName name;
      inherit job unitBuilder system;
      __structuredAttrs = true;
      outputs = [ "out" ];
      builder = python.builder;
      args = [ "-I" "-S" program ];
    })
else
  surface.stdenv.mkDerivation (attrs // {
    name = storeName name;
    inherit job unitBuilder;
    __structuredAttrs = true;
    args = [ "-e" ../units/enter.sh ];
    python = python.builder;
    builderProgram = program;
    nativeBuildInputs = inputs;
  })
