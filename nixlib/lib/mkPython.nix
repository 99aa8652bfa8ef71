/**
  Return the Python programs: `builder` runs in every unit and needs no library, `generator` has the plan's, `scanner`
  the parser of Rust besides.
*/
_scope:
{ surface }:
let
  planning = ps: [
    ps.tomli
    ps.tomli-w
    ps.networkx
    ps.pydantic
  ];
in
{
  builder = "${surface.python3}/bin/python3";
  generator = "${surface.python3.withPackages planning}/bin/python3";
  scanner = "${
    surface.python3.withPackages (
      ps:
      planning ps
      ++ [
        ps.tree-sitter
        ps.tree-sitter-rust
      ]
    )
  }/bin/python3";
}
