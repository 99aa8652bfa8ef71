/**
  Return a function from a path package and one of its units to the files of the unit:
  `{ src, takesPrograms, writable, embeds, run }`.

  `fileSets` has the sets by package directory and key; of a unit without one nothing is known, so it
  sees the whole workspace. `takesPrograms` is whether rustc may read the programs of the package,
  `writable` whether the unit is built in a copy of its source, `embeds` whether its code knows where
  the package lies. `run` is the path of what tests of the package find when they run.

  `extraFiles` adds files of the workspace by package name; `buildScriptInputs` says by package name
  what the run of a build script reads, `macroInputs` what proc-macros read: paths from the package.
*/
{ fromRoot, ... }:
{ pathOf, fileSets, extraFiles, buildScriptInputs, macroInputs, writableTests }:
let
  workspace = { take = [ "" ]; };
  modeOf = unit:
    if unit.mode == "run-custom-build" || unit.mode == "doctest" then "run"
    # A checked test has its own mode, and rustc's arguments of a test.
    else if unit.mode == "test"
      || builtins.elem unit.kind [ "test" "bench" ]
      || builtins.any (arg: arg == "--test" || arg == "test") unit.args then "test"
    else if builtins.substring 0 3 unit.mode == "doc" then "doc"
    else "plain";
in
package:
let
  inherit (package.origin) directory;
  sets = fileSets.${directory} or { };
  isTests = unit: unit.mode == "test" || unit.mode == "doctest";
  fromPackage = fromRoot directory;
  readByMacros = if macroInputs ? ${package.name} then map fromPackage macroInputs.${package.name} else [ ];
  contentOf = key:
    let set = sets.${key} or workspace; in
    builtins.removeAttrs set [ "level" "embeds" "programs" ] // {
      files = set.files or [ ]
        ++ extraFiles.${package.name} or [ ]
        ++ (if builtins.match "(custom-build:.*:)?run" key == null then readByMacros else [ ]);
    };
  # Many sets are equal, and each path costs a look at the files of the package.
  paths = builtins.mapAttrs (_content: keys: pathOf (contentOf (builtins.head keys)))
    (builtins.groupBy (key: builtins.toJSON (contentOf key)) (builtins.attrNames sets));
  pathOfKey = key: paths.${builtins.toJSON (contentOf key)} or (pathOf (contentOf key));
  scriptSources = map ({ src_path, ... }: src_path)
    (builtins.filter ({ kind, ... }: kind == "custom-build") package.targets);
  scriptInputs = pathOf {
    take = [ ];
    files = map fromPackage ([ "Cargo.toml" ] ++ scriptSources ++ buildScriptInputs.${package.name})
      ++ extraFiles.${package.name} or [ ];
  };
  run = pathOfKey "run";
in
unit:
let
  key =
    if unit.mode == "doctest" then "run"
    else "${unit.kind}:${unit.target}:${modeOf unit}";
  set = sets.${key} or { };
in
{
  # A script that embeds where the package lies is compiled where it runs.
  src =
    if unit.kind == "custom-build" && buildScriptInputs ? ${package.name} && (unit.run != null || set.embeds or true)
    then scriptInputs
    else pathOfKey key;
  takesPrograms = set.programs or true;
  embeds = set.embeds or true;
  writable = isTests unit && builtins.elem package.name writableTests;
  inherit run;
}
