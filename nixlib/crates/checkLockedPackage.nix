/**
  Return true if a package of Cargo.lock has a name and a version, and, if it has a source, the
  form that Cargo writes; otherwise stop. The values become names of derivations, addresses and
  hashes, for which Nix has its own errors.

  The forms are those of Cargo's restricted_names.rs, of semver.org, and of core/source_id.rs.
*/
{ fail, ... }:
package:
let
  has = name: package ? ${name} && package.${name} != "";
  inherit (package) name version source;
  character = number: builtins.fromJSON "\"\\u${number}\"";
  control = "${character "0001"}-${character "001f"}${character "007f"}";
  # Letters of all languages may stand in a name. What is left out is ASCII.
  namePattern = "[^${control} -@[-^`{-~-][^${control} -,./:-@[-^`{-~]*";
  semver = "[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?";
  address = "[A-Za-z][0-9A-Za-z.+-]*://[^${control} \"]+";
  sources = "(registry|sparse)\\+${address}|git\\+${address}#([0-9a-f]{40}|[0-9a-f]{64})";

  textOf = key: builtins.toJSON package.${key};
  location = "Cargo.lock: package ${if has "name" then textOf "name" else "without a name"}";
  # Where the name of a key follows.
  within = "${location}${if has "version" then " ${version}" else ""}";
  waysOut = [
    "restore Cargo.lock from version control, if it was edited or merged by hand"
    "run `cargo generate-lockfile` and commit Cargo.lock"
  ];
  isMissing = builtins.filter (key: !(has key)) [
    "name"
    "version"
  ];
  wrong =
    key: finding:
    fail (
      finding
      // {
        at = "${if key == "name" then location else within}, ${key}";
        got = textOf key;
        inherit waysOut;
      }
    );
in
if isMissing != [ ] then
  fail {
    problem = "`${builtins.head isMissing}` is missing";
    inherit waysOut;
    at = location;
    expected = "a string";
  }
else if !(package ? source) then
  true
else if builtins.match namePattern name == null then
  wrong "name" {
    problem = "a locked package has a name that Cargo does not accept";
    expected = "letters, digits, `-` and `_`, and no digit at the start";
  }
else if builtins.match semver version == null then
  wrong "version" {
    problem = "the locked version of `${name}` is not a version";
    expected = "three numbers, as `1.2.3`";
  }
else if builtins.match sources source == null then
  wrong "source" {
    problem = "the locked source of `${name} ${version}` is not a source";
    expected = "`registry+URL`, `sparse+URL` or `git+URL#COMMIT` with the whole commit";
  }
else if
  package.checksum or null != null && builtins.match "[0-9a-f]{64}" package.checksum == null
then
  wrong "checksum" {
    problem = "the locked checksum of `${name} ${version}` is not a SHA-256";
    expected = "64 digits: 0 to 9 and a to f";
  }
else
  true
