/**
  Return the Python interpreters, as paths of programs:

  - `builder` runs in each unit and has no libraries.
  - `generator` makes plans and has the libraries of planning.
  - `scanner` reads sources and also has the parser of Rust.
  - `command` runs the command `cargo-nix` and also has the library for terminals.
*/
_scope:
{ surface }:
let
  forPlans = packages: [
    packages.tomli
    packages.tomli-w
    packages.networkx
    packages.pydantic
  ];
  forScans =
    packages:
    forPlans packages
    ++ [
      packages.tree-sitter
      packages.tree-sitter-rust
    ];
  forCommand = packages: forScans packages ++ [ packages.rich ];
in
{
  builder = "${surface.python3}/bin/python3";
  generator = "${surface.python3.withPackages forPlans}/bin/python3";
  scanner = "${surface.python3.withPackages forScans}/bin/python3";
  command = "${surface.python3.withPackages forCommand}/bin/python3";
}
