/**
  Return a function from an entry (mkUnits.nix) to the directory of its files for runs: the output
  of the unit, or a copy in which paths of sources are replaced (embeddedIn.nix).
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
    # The path of the copy must have the length that the test was compiled with.
    inherit (unit) name;
    job = "place";
    attributes = {
      inherit embedded;
      files = "${drv}";
    };
  }}"
