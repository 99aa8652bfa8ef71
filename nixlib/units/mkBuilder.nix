/**
  Return the builder that runs in every unit: its source with the bytecode of this Python, so that no unit compiles it.
*/
{ pylib, ... }:
{ python, system }:
let
  source = builtins.path {
    path = pylib + "/cargo_nix/builder";
    name = "cargo-nix-builder-source";
    filter = path: _type: baseNameOf path != "__pycache__";
  };
in
"${derivation {
  name = "cargo-nix-builder";
  inherit system;
  builder = python.builder;
  args = [ "-I" "-B" ./precompile.py source (placeholder "out") ];
  preferLocalBuild = true;
}}"
