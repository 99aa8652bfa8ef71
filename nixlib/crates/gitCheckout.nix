/**
  Return a function from a git source in Cargo.lock to the checkout of the locked revision, with
  submodules, as Cargo checks out. `hashes` has the hash of a checkout by source.
*/
_scope:
{ surface, hashes }:
source:
let
  parts = builtins.match "git[+]([^?#]*)([?][^#]*)?#(.*)" source;
  url = builtins.elemAt parts 0;
  rev = builtins.elemAt parts 2;
in
# Without a hash, Nix fetches the repository during evaluation. Any ref may lead to the revision.
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
