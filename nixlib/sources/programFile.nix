/**
  Return a program of the workspace as a store path of its own. `root` is the source. `path` is the
  path of the program in Cargo's configuration: below `root`, as the planner and the types of a
  committed plan demand.
*/
{ pathText, storeName, ... }:
{ root, path }:
let
  inner = pathText.normalise "" path;
in
"${builtins.path {
  # rustc derives the kind of linker from the end of the name.
  name = storeName (baseNameOf inner);
  path = root + "/${inner}";
}}"
