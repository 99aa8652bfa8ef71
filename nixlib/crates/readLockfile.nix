/**
  Return the packages in the text of a Cargo.lock (versions 1 to 4):

  - `names`: all packages, `{ name, version, isMember }`. A package without a source is a member
    or a path dependency.
  - `locked`: the packages with a source, `{ name, version, source, checksum }`. A git package has
    the checksum null.

  Evaluation stops before Nix fetches a crate if a package has not the form that Cargo writes
  (checkLockedPackage.nix), or if a locked package has two entries.
*/
{
  fail,
  parseLockfile,
  checkLockedPackage,
  ...
}:
text:
let
  parsed = parseLockfile text;
  hasConflict =
    builtins.replaceStrings
      [
        "\n<<<<<<< "
        "\n>>>>>>> "
      ]
      [
        ""
        ""
      ]
      "\n${text}" != "\n${text}";
  conflict = fail {
    problem = "Cargo.lock has conflict marks";
    at = "Cargo.lock";
    expected = "a lock file without the marks of a merge";
    got = "`<<<<<<<` or `>>>>>>>` at the start of a line";
    waysOut = [
      "take one side: `git checkout --ours Cargo.lock`, then `cargo update --workspace`"
      "run `cargo generate-lockfile` and commit Cargo.lock"
    ];
  };
  notTables = fail {
    problem = "`package` is not a list of tables";
    at = "Cargo.lock: package";
    expected = "[[package]] tables";
    waysOut = [ "run `cargo generate-lockfile` and commit Cargo.lock" ];
  };

  withChecksum =
    package:
    let
      # Version 1 keeps checksums in a table of their own.
      key = "checksum ${package.name} ${package.version} (${package.source})";
      checksum = package.checksum or parsed.checksums.${key} or null;
    in
    {
      inherit (package) name version source;
      checksum = if checksum == "<none>" then null else checksum;
    };
  checked =
    package:
    assert checkLockedPackage package;
    package;
  packages = map checked parsed.packages;
  # A checksum in the package's own table is checked already.
  complete =
    package: if package ? checksum then withChecksum package else checked (withChecksum package);
  locked = map complete (builtins.filter (package: package ? source) packages);

  keyOf =
    {
      name,
      version,
      source,
      ...
    }:
    "${name} ${version} ${source}";
  repeated = builtins.filter (group: builtins.length group > 1) (
    builtins.attrValues (builtins.groupBy keyOf locked)
  );
  twice =
    {
      name,
      version,
      source,
      ...
    }:
    fail {
      problem = "`${name} ${version}` is in Cargo.lock twice";
      at = "Cargo.lock: package \"${name}\" ${version}";
      expected = "one entry for each package";
      got = "two entries with the source ${source}";
      waysOut = [
        "remove one of the entries, and run `cargo update --workspace`"
        "run `cargo generate-lockfile` and commit Cargo.lock"
      ];
    };
in
if hasConflict then
  conflict
else if !parsed.isTable then
  notTables
else if repeated != [ ] then
  twice (builtins.head (builtins.head repeated))
else
  {
    names = map (package: {
      inherit (package) name version;
      isMember = !(package ? source);
    }) packages;
    inherit locked;
  }
