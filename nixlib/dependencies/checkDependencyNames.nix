/**
  Return true if each entry of `dependencies` is a locked package, and each version a locked
  version. Anything else is an error.

  - `packages`: the locked packages, `{ name, version }` each. An empty list turns the check off.
  - `entries`: `deps` and `envs` (dependencyEntries.nix).
  - `fileName`: the name of the file in messages.
*/
{
  fail,
  lib,
  nearest,
  hasVersions,
  ...
}:
{
  packages,
  entries,
  fileName,
}:
let
  versionsByName = builtins.mapAttrs (_name: map (package: package.version)) (
    builtins.groupBy (package: package.name) packages
  );
  checkVersion =
    kind: name: version:
    let
      versions = versionsByName.${name};
    in
    builtins.elem version versions
    || fail {
      problem = "`${name} ${version}` is not a package in Cargo.lock";
      at = "${fileName}: ${kind}.\"${name}\".\"${version}\"";
      expected = "a locked version of `${name}`";
      got = version;
      waysOut = [
        "the locked version is ${nearest version versions}"
        "remove the entry"
      ];
    };
  checkEntry =
    kind: name: entry:
    if versionsByName ? ${name} then
      !hasVersions kind entry || builtins.all (checkVersion kind name) (builtins.attrNames entry)
    else
      fail {
        problem = "`${name}` is not a package in Cargo.lock";
        at = "${fileName}: ${kind}.\"${name}\"";
        expected = "the name of a locked package";
        got = name;
        waysOut = [
          "did you mean `${nearest name (builtins.attrNames versionsByName)}`?"
          "remove the entry"
        ];
      };
  checkKind =
    kind: builtins.all (valid: valid) (lib.mapAttrsToList (checkEntry kind) entries.${kind});
in
packages == [ ]
|| builtins.all checkKind [
  "deps"
  "envs"
]
