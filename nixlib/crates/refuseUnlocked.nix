/**
  Stop because Cargo.lock has no checksum for a crate of a registry.
*/
{ fail, ... }:
{
  name,
  version,
  source,
  ...
}:
fail {
  problem = "Cargo.lock has no checksum for `${name} ${version}`";
  at = "Cargo.lock: package \"${name}\" ${version}";
  expected = "a checksum for each crate of a registry";
  got = source;
  waysOut = [ "run `cargo generate-lockfile` and commit Cargo.lock" ];
}
