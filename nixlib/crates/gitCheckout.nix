/**
  Return the checkout of a git source of Cargo.lock. The locked revision is in the source's fragment. It may be
  reachable from any ref, and Cargo takes submodules along.

  `hashes` has the checkout's hash by source; without one, Nix fetches the repository while it evaluates.
*/
_scope:
{ surface, hashes }:
source:
let
  parts = builtins.match "git[+]([^?#]*)([?][^#]*)?#(.*)" source;
  url = builtins.elemAt parts 0;
  rev = builtins.elemAt parts 2;
in
if hashes ? ${source} then
  surface.fetchgit {
    inherit url rev;
    hash = hashes.${source};
    fetchSubmodules = true;
  }
else
  builtins.fetchGit {
    inherit url rev;
    allRefs = true;
    submodules = true;
  }
