/**
  Return a function from a path package and one of its units to the files of the unit:

  - `src`: their store path; `level`: how wide it is (docs/rebuilds.md).
  - `narrowed`: the setting by which the user said which files there are, or "".
  - `takesPrograms`: whether rustc may read the programs of the package.
  - `embeds`: whether the unit's code knows where the package lies.
  - `writable`: whether the unit is built in a copy of its source; `inTarget`: whether rustc also
    writes to a target directory in that copy.
  - `run`: `{ src, level }` of what tests of the package find when they run.

  `fileSets` has the sets by package directory and key. Nothing is known of a unit without one, so it
  sees the whole workspace. `overrideOf` gives a package's `extraFiles`, `buildScriptInputs` and
  `macroInputs`, whose paths start at the package but for `extraFiles`, whose start at the source's
  root, and `buildScriptWritable` and `shippedFiles`, with which the run of a script is in a copy. `narrowsMacros` is whether `macroInputs` has a say.
*/
{ fromRoot, ... }:
{
  pathOf,
  fileSets,
  overrideOf,
  narrowsMacros,
}:
let
  workspace = {
    take = [ "" ];
  };
  modeOf =
    unit:
    if unit.mode == "run-custom-build" then
      "run"
    # A checked test has its own mode, and rustc's arguments of a test.
    else if
      unit.mode == "test"
      || builtins.elem unit.kind [
        "test"
        "bench"
      ]
      || builtins.any (arg: arg == "--test" || arg == "test") unit.args
    then
      "test"
    else if builtins.substring 0 3 unit.mode == "doc" then
      "doc"
    else
      "plain";
in
package:
let
  inherit (package.origin) directory;
  override = overrideOf package.name;
  sets = fileSets.${directory} or { };
  isTest = unit: unit.mode == "test" || unit.mode == "doctest";
  fromPackage = fromRoot directory;
  hasMacroInputs = narrowsMacros && override.macroInputs != null;
  macroFiles = if hasMacroInputs then map fromPackage override.macroInputs else [ ];
  # A run of a test or of a script has its own inputs.
  isRun = key: builtins.match "(custom-build:.*:)?run" key != null;
  contentOf =
    key:
    let
      set = sets.${key} or workspace;
    in
    builtins.removeAttrs set [
      "level"
      "embeds"
      "programs"
      "in_target"
    ]
    // {
      files = set.files or [ ] ++ override.extraFiles ++ (if isRun key then [ ] else macroFiles);
    };
  # Many sets are equal, and each path costs a look at the files of the package.
  pathByContent = builtins.mapAttrs (_content: keys: pathOf (contentOf (builtins.head keys))) (
    builtins.groupBy (key: builtins.toJSON (contentOf key)) (builtins.attrNames sets)
  );
  pathOfKey = key: pathByContent.${builtins.toJSON (contentOf key)} or (pathOf (contentOf key));
  scriptSources = map ({ src_path, ... }: src_path) (
    builtins.filter ({ kind, ... }: kind == "custom-build") package.targets
  );
  scriptInputs = pathOf {
    take = [ ];
    files =
      map fromPackage ([ "Cargo.toml" ] ++ scriptSources ++ override.buildScriptInputs)
      ++ override.extraFiles;
  };
  # A script that embeds where the package lies is compiled where it runs.
  isNarrowed =
    unit: set:
    unit.kind == "custom-build"
    && override.buildScriptInputs != null
    && (unit.run != null || set.embeds or true);
  run = {
    src = pathOfKey "run";
    level = sets.run.level or "workspace";
  };
in
unit:
let
  key = if unit.mode == "doctest" then "run" else "${unit.kind}:${unit.target}:${modeOf unit}";
  set = sets.${key} or { };
in
{
  src = if isNarrowed unit set then scriptInputs else pathOfKey key;
  level = set.level or "workspace";
  narrowed =
    if isNarrowed unit set then
      "buildScriptInputs"
    else if hasMacroInputs && !(isRun key) then
      "macroInputs"
    else
      "";
  takesPrograms = set.programs or true;
  embeds = set.embeds or true;
  inTarget = set.in_target or false;
  writable =
    if unit.run != null then
      override.buildScriptWritable || override.shippedFiles != [ ]
    else
      isTest unit && override.test.writable;
  inherit run;
}
