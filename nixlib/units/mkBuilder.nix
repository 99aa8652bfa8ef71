/**
  Return the path of the builder of all units: Python modules with bytecode, so that no unit
  compiles modules.
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
