/**
  Return a function from a path package and one of its units to the source of the unit:

  - `src`: the store path of the files. `level`: the level of the file set (docs/rebuilds.md).
  - `narrowed`: the setting that lists the files, or "".
  - `takesPrograms`: whether rustc may read the programs of the package.
  - `embeds`: whether the compiled code contains the path of the package.
  - `writable`: whether the unit is built in a copy of its source. `inTarget`: whether rustc also
    writes to a target directory in the copy.
  - `run`: `{ src, level, takesPrograms }` for runs of the package's tests. With `takesPrograms`, a
    test may look for programs of other packages.

  `fileSets` has the sets by package directory and key. A unit without a set gets the whole
  workspace. `overrideOf` returns the settings of a package.
*/
{
  lib,
  fromRoot,
  fileSetKey,
  ...
}:
{
  pathOf,
  fileSets,
  overrideOf,
}:
let
  withoutFacts =
    set:
    builtins.removeAttrs set [
      "level"
      "embeds"
      "programs"
      "in_target"
    ];
  # Each store path costs a look at all of its files, and many members may share one set: the whole
  # workspace. So a set is one path for all packages.
  allSets = builtins.concatMap builtins.attrValues (builtins.attrValues fileSets);
  sharedPaths = builtins.mapAttrs (_text: sets: pathOf (builtins.head sets)) (
    builtins.groupBy builtins.toJSON (map withoutFacts allSets)
  );
  sharedPathOf = set: sharedPaths.${builtins.toJSON set} or (pathOf set);
in
package:
let
  inherit (package.origin) directory;
  override = overrideOf package.name;
  fromPackage = fromRoot directory;
  setsByKey = fileSets.${directory} or { };
  wholeWorkspace = {
    take = [ "" ];
  };

  # Runs of tests and of build scripts have inputs of their own.
  isRunKey = key: builtins.match "(custom-build:.*:)?run" key != null;
  hasMacroInputs = override.macroInputs != null;
  macroFiles = lib.optionals hasMacroInputs (map fromPackage override.macroInputs);

  filesAt =
    key:
    let
      set = setsByKey.${key} or wholeWorkspace;
    in
    withoutFacts set
    // {
      files = set.files or [ ] ++ override.extraFiles ++ lib.optionals (!isRunKey key) macroFiles;
    };
  # A set with files of the user is shared by the package alone.
  textAt = key: builtins.toJSON (filesAt key);
  pathByText = builtins.mapAttrs (_text: keys: sharedPathOf (filesAt (builtins.head keys))) (
    builtins.groupBy textAt (builtins.attrNames setsByKey)
  );
  pathAt = key: pathByText.${textAt key} or (pathOf (filesAt key));

  isScript = { kind, ... }: kind == "custom-build";
  scriptFiles = map ({ src_path, ... }: src_path) (builtins.filter isScript package.targets);
  scriptInputs = pathOf {
    take = [ ];
    files =
      map fromPackage ([ "Cargo.toml" ] ++ scriptFiles ++ override.buildScriptInputs)
      ++ override.extraFiles;
  };
  # A script that embeds its path must run with the files of its compilation.
  hasScriptInputs =
    unit: set:
    isScript unit && override.buildScriptInputs != null && (unit.run != null || set.embeds or true);
  run = {
    src = pathAt "run";
    level = setsByKey.run.level or "workspace";
    takesPrograms = setsByKey.run.programs or true;
  };
in
unit:
let
  key = fileSetKey unit;
  set = setsByKey.${key} or { };
  isTest = unit.mode == "test" || unit.mode == "doctest";
in
{
  src = if hasScriptInputs unit set then scriptInputs else pathAt key;
  level = set.level or "workspace";
  narrowed =
    if hasScriptInputs unit set then
      "buildScriptInputs"
    else
      lib.optionalString (hasMacroInputs && !isRunKey key) "macroInputs";
  takesPrograms = set.programs or true;
  embeds = set.embeds or true;
  inTarget = set.in_target or false;
  writable =
    if unit.run != null then
      override.buildScriptWritable || override.shippedFiles != [ ]
    else
      isTest && override.test.writable;
  inherit run;
}
