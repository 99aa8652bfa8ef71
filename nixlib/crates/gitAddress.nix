/**
  Return the parts of a git source in Cargo.lock: `{ url, rev }`.
*/
_scope: source:
let
  parts = builtins.match "git[+]([^?#]*)([?][^#]*)?#(.*)" source;
in
{
  url = builtins.elemAt parts 0;
  rev = builtins.elemAt parts 2;
}
