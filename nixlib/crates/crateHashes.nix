/**
  Return the hashes of git checkouts by source: the set `outputHashes`, or the contents of the
  JSON file `outputHashes`. A source outside of Cargo.lock is an error. `gitSources` are the
  locked git sources.
*/
{
  fail,
  lib,
  nearest,
  ...
}:
{ outputHashes, gitSources }:
let
  hashes =
    if builtins.isAttrs outputHashes then
      outputHashes
    else
      builtins.fromJSON (builtins.readFile outputHashes);
  checkSource =
    source:
    builtins.elem source gitSources
    || fail {
      problem = "`${source}` is not a git source in Cargo.lock";
      at = "buildCargoWorkspace: outputHashes";
      expected = "the source of a locked package, as Cargo.lock spells it";
      got = source;
      waysOut = [
        "run `cargo-nix git-hashes` to write all hashes"
      ]
      ++ lib.optional (gitSources != [ ]) "did you mean `${nearest source gitSources}`?";
    };
in
assert builtins.all checkSource (builtins.attrNames hashes);
hashes
