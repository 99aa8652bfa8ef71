/**
  Return a function from a git source in Cargo.lock to the checkout of the locked revision, with
  submodules and the line ends of `.gitattributes`, as Cargo checks out. `hashes` has the hash of
  a checkout by source.
*/
{
  fetchedCheckout,
  gitAddress,
  lib,
  ...
}:
{
  surface,
  python,
  system,
  hashes,
}:
source:
let
  inherit (gitAddress source) url rev;
  isSsh = lib.hasPrefix "ssh://" url;
in
# Without a hash, Nix fetches the repository during evaluation. No sandbox has the keys of ssh, so
# such a repository is fetched during evaluation, too, and the hash only checks the files.
if hashes ? ${source} && !isSsh then
  surface.fetchgit {
    inherit url rev;
    hash = hashes.${source};
    fetchSubmodules = true;
  }
else
  fetchedCheckout {
    inherit
      python
      system
      source
      url
      rev
      ;
    hash = hashes.${source} or null;
  }
