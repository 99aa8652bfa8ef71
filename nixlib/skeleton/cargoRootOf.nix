/**
  Return the argument `cargoRoot` as a path from the root of the source, without `.` and `..`. A
  path outside of the source is an error.
*/
{ fail, pathText, ... }:
cargoRoot:
let
  path = pathText.normalise "" cargoRoot;
in
if path != null then
  path
else
  fail {
    problem = "`cargoRoot` is not a directory of `src`";
    at = "buildCargoWorkspace: cargoRoot";
    expected = "a string with the path of a directory in `src`";
    got = builtins.toJSON cargoRoot;
    waysOut = [
      "`src = ./.; cargoRoot = \"frontend\";`"
      "set `src` to a directory with the workspace and all of its path dependencies"
    ];
  }
