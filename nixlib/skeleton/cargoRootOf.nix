/**
  Return the argument `cargoRoot` as a path from the source's root without `.` and `..`; "" is the
  root itself.
*/
{ fail, pathText, ... }:
cargoRoot:
let
  path = if builtins.isString cargoRoot then pathText.normalise "" cargoRoot else null;
in
if path != null then
  path
else
  fail {
    problem = "`cargoRoot` is no directory of `src`";
    at = "buildCargoWorkspace: cargoRoot";
    expected = "the path, as text, of a directory below `src`";
    got =
      if builtins.isString cargoRoot then builtins.toJSON cargoRoot else "a ${builtins.typeOf cargoRoot}";
    waysOut = [
      "`src = ./.; cargoRoot = \"frontend\";`"
      "give the directory that holds the workspace and all that it depends on as `src`"
    ];
  }
