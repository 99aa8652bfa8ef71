/**
  Return true if each name in `packageOverrides` is a package of the lock file, and if what is said of
  files and tests is said of a path package; otherwise stop.
*/
{ fail, nearest, ... }:
{ lockfile, packageOverrides }:
let
  versionsByName = builtins.groupBy ({ name, ... }: name) lockfile.names;
  names = builtins.attrNames versionsByName;
  isPathPackage = name: builtins.any ({ isMember, ... }: isMember) versionsByName.${name};
  # Of a crate nothing is scanned or tested, so these would be silently ignored.
  ofPathPackages =
    override:
    builtins.filter (setting: override.${setting} != defaultOf.${setting}) (
      builtins.attrNames defaultOf
    );
  defaultOf = {
    extraFiles = [ ];
    buildScriptInputs = null;
    buildScriptWritable = false;
    shippedFiles = [ ];
    macroInputs = null;
  };
  check =
    name:
    let
      override = packageOverrides.${name};
      settings =
        ofPathPackages override
        ++ (
          if
            override.test == {
              args = [ ];
              inputs = [ ];
              writable = false;
            }
          then
            [ ]
          else
            [ "test" ]
        );
    in
    if !(versionsByName ? ${name}) then
      fail {
        problem = "`${name}` is not a package in Cargo.lock";
        at = "buildCargoWorkspace: packageOverrides.${name}";
        expected = "the name of a locked package";
        got = name;
        waysOut = [
          "did you mean `${nearest name names}`?"
          "remove the entry"
        ];
      }
    else if settings != [ ] && !(isPathPackage name) then
      fail {
        problem = "`${name}` is not a package of this source, so `${builtins.head settings}` has no effect";
        at = "buildCargoWorkspace: packageOverrides.${name}.${builtins.head settings}";
        expected = "a package that Cargo.lock has without a source";
        got = "a crate of a registry or of a git repository, whose units see all of its files";
        waysOut = [ "remove the setting" ];
      }
    else
      true;
in
builtins.all check (builtins.attrNames packageOverrides)
