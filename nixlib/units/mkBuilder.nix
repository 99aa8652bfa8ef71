/**
  Return the builder that runs in every unit: its modules with the bytecode of this Python, so that no unit
  compiles them.
*/
{ pylib, runPython, ... }:
{ python, system }:
let
  source = builtins.path {
    path = pylib + "/cargo_nix/builder";
    name = "cargo-nix-builder-source";
    filter = path: _type: baseNameOf path != "__pycache__";
  };
in
"${runPython {
  name = "cargo-nix-builder";
  inherit system;
  python = python.builder;
  program = ../lib/compileModules.py;
  args = [
    source
    "cargo-nix-builder"
    (placeholder "out")
  ];
}}"
