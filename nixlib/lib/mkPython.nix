/**
  Return the Python interpreters, as paths of programs:

  - `builder` runs in each unit and has no libraries.
  - `generator` makes plans and has the libraries of planning.
  - `scanner` reads sources and also has the parser of Rust.
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
in
{
  builder = "${surface.python3}/bin/python3";
  generator = "${surface.python3.withPackages forPlans}/bin/python3";
  scanner = "${surface.python3.withPackages forScans}/bin/python3";
}
