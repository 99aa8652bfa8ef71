/**
  Return the archive of a locked package in a local registry, a directory with `NAME-VERSION.crate`
  files below `root`. A missing archive and another checksum are errors, as in Cargo.
*/
{ fail, storeName, ... }:
root:
{ path, text, ... }:
{
  name,
  version,
  checksum,
  ...
}:
let
  file = "${name}-${version}.crate";
  location = root + "/${path}/${file}";
  at = "Cargo.lock: package \"${name}\" ${version}, checksum";
  waysOut = [
    "in a git checkout: git add ${text}/${file} (Nix sees only tracked files)"
    "to fetch the crates: remove the table `[source]` from .cargo/config.toml"
  ];
  actual = builtins.hashFile "sha256" location;
in
if path == null || !(builtins.pathExists location) then
  fail {
    problem = "the local registry `${text}` has no archive of `${name}` ${version}";
    inherit at waysOut;
    expected = "the file ${text}/${file}";
  }
else if actual != checksum then
  fail {
    problem = "the archive `${text}/${file}` does not match Cargo.lock";
    inherit at;
    expected = checksum;
    got = actual;
    waysOut = [ "restore the archive, or lock again with `cargo generate-lockfile`" ];
  }
else
  builtins.path {
    name = "crate-${storeName "${name}-${version}"}.tar.gz";
    path = location;
    recursive = false;
  }
