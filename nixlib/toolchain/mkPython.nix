/**
  Return the Python programs: `builder` runs in every unit and needs no library, `generator` has the plan's.
*/
_scope:
{ surface }:
{
  builder = "${surface.python3}/bin/python3";
  generator = "${surface.python3.withPackages (ps: [ ps.tomli ps.networkx ps.pydantic ])}/bin/python3";
}
