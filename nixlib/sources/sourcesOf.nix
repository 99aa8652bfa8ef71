/**
  Return a function from a package and one of its units to the unit's files:
  `{ src, manifest, takesPrograms, unasked, start }`.

  `files` has the scanned sets, `{ }` means that a unit sees its whole package; the argument `unasked` has by the same keys
  the variables about the package that nothing asks for. `manifest` is the text of a Cargo.toml to lay into the set: for a unit
  with proc-macros whose set has none. `takesPrograms` is whether rustc may read the package's programs. `start` is of what
  runs, a test or a program, or is linked into it: `{ src, writable }`, since it may open more than what it is compiled of.

  `extraFiles` adds files of the workspace by package name, `buildScriptInputs` says by package name what a build script's
  run reads, `macroInputs` what proc-macros read (its sets are scanned as if none did). Tests of `writableTests` are
  compiled, and run, in a copy of their package: that is what laying a manifest into a set makes.
*/
{ memberSources, storeName, ... }:
{ root, directories, ownFiles, files, unasked, extraFiles, buildScriptInputs, macroInputs, writableTests }:
let
  pathOf = memberSources { inherit root directories ownFiles; };
  modeOf = unit:
    if unit.mode == "run-custom-build" then "run"
    else if unit.mode == "doctest" then "doctest"
    # A checked test has its own mode, and rustc's arguments of a test.
    else if unit.mode == "test" || builtins.elem unit.kind [ "test" "bench" ] || builtins.any (arg: arg == "--test" || arg == "test") unit.args then "test"
    else if builtins.substring 0 3 unit.mode == "doc" then "doc"
    else "plain";
  below = directory: path: path == directory || builtins.substring 0 (builtins.stringLength directory + 1) path == "${directory}/";
in
package:
let
  inherit (package.origin) directory;
  extra = extraFiles.${package.name} or [ ];
  sets = files.${directory} or { };
  whole = { src = pathOf { inherit directory extra; inherit (package) name targets; }; manifest = true; takesPrograms = true; };
  # A file that the source names beyond its package is there if the workspace has it.
  present = builtins.filter (path: builtins.substring 0 2 path != ".." && builtins.pathExists (root + "/${path}"));
  # A script's run has its own inputs.
  readByMacros = key:
    if !(macroInputs ? ${package.name}) || builtins.match "custom-build:.*:run" key != null then [ ]
    else map (path: if directory == "" then path else "${directory}/${path}") macroInputs.${package.name};
  pathOfSet = key: set: pathOf {
    inherit directory;
    inherit (package) name;
    leftOut = set.left_out;
    extra = extra ++ present set.outside ++ readByMacros key;
  };
  # Many sets are equal, and each path costs a look at all files of the package.
  contentOf = key: set: builtins.toJSON [ set.left_out set.outside (readByMacros key) ];
  paths = builtins.listToAttrs (builtins.attrValues
    (builtins.mapAttrs (key: set: { name = contentOf key set; value = pathOfSet key set; }) sets));
  ofSet = key: set: {
    src = paths.${contentOf key set} or (pathOfSet key set);
    inherit (set) manifest;
    # A committed plan of before has no such fields.
    reduced = set.reduced or true || macroInputs ? ${package.name};
    takesPrograms = set.takes_programs or true;
  };
  scanned = builtins.mapAttrs ofSet sets;
  # Doctests have what the pages have, and find around them what tests find: only what neither sees is left out.
  either = one: other: {
    left_out = let hides = set: path: builtins.any (gone: below gone path) set.left_out; in
      builtins.filter (hides other) one.left_out ++ builtins.filter (hides one) other.left_out;
    outside = one.outside ++ other.outside;
    manifest = one.manifest || other.manifest;
    reduced = one.reduced or true || other.reduced or true;
    takes_programs = false;
  };
  inputs = buildScriptInputs.${package.name};
  narrowed = {
    src = builtins.path {
      name = storeName "${package.name}-source";
      path = whole.src;
      filter = path: type:
        let
          relative = builtins.substring (builtins.stringLength "${whole.src}/") (-1) path;
          inner = if directory == "" then relative else builtins.substring (builtins.stringLength directory + 1) (-1) relative;
        in
        builtins.any (input: below input inner || (type == "directory" && below inner input)) ([ "Cargo.toml" ] ++ inputs)
        || (type == "directory" && directory != "" && below relative directory);
    };
    manifest = true;
    takesPrograms = false;
  };
in
unit:
let
  keyOf = mode: "${unit.kind}:${unit.target}:${mode}";
  # One of before has one set for both: that of a test has all that its run may open.
  runKey = if sets ? ${keyOf "run"} then keyOf "run" else keyOf "test";
  writable = (unit.mode == "test" || unit.mode == "doctest") && builtins.elem package.name writableTests;
  key = keyOf (modeOf unit);
  found =
    if modeOf unit == "run" && buildScriptInputs ? ${package.name} then narrowed
    else if modeOf unit == "doctest" && sets ? ${runKey} then ofSet key (either sets.${runKey} sets.${keyOf "doc"})
    else scanned.${key} or whole;
in
{
  inherit (found) src takesPrograms;
  # Files that the scan does not know, or takes for others than the script's or the macros', may ask for anything.
  unasked = if extra == [ ] && !(buildScriptInputs ? ${package.name} || macroInputs ? ${package.name}) then unasked.${directory}.${key} or [ ] else [ ];
  manifest =
    if writable && found.manifest then builtins.readFile (root + "/${if directory == "" then "" else "${directory}/"}Cargo.toml")
    else if writable || (!found.manifest && found.reduced) then package.manifest
    else "";
  start = {
    inherit (if modeOf unit == "plain" then scanned.${keyOf "opened"} or found else scanned.${runKey} or whole) src;
    inherit writable;
  };
}
