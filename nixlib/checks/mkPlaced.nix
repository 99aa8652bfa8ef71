/**
  Return a function from a unit, an entry of mkUnits, to the directory of its files as they are to be run: the unit's own
  output, or a copy in which the places of sources are those of files that it may open.
*/
{ embeddedIn, ... }:
{ job }:
entry@{ unit, drv, ... }:
let
  embedded = embeddedIn entry;
in
if embedded == [ ] then
  "${drv}"
else
  "${job {
    # A test was compiled with the length of this name.
    inherit (unit) name;
    job = "place";
    attributes = {
      inherit embedded;
      files = "${drv}";
    };
  }}"
