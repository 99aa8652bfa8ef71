# The package set of the box where no unit finds a program of /usr by luck: the PATH of all units is
# empty but for their inputs, as in nixpkgs. Sets for other platforms are strict anyway.
{
  overlays ? [ ],
}:
let
  strict =
    _final: previous:
    if previous ? strictStdenv then
      {
        stdenv = previous.strictStdenv;
        stdenvNoCC = previous.strictStdenvNoCC;
      }
    else
      { };
in
import ./. { overlays = [ strict ] ++ overlays; }
