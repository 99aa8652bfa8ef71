/**
  Return a folder with parts of pylib's package `cargo_nix` and their bytecode. Plans and scans are short, and
  compiling Python would be most of their time.

  - `only`: the parts, files or folders of the package; null for all.
  - `without`: base names of files and folders that are left out.
*/
{ pylib, runPython, ... }:
{
  python,
  system,
  name,
  only ? null,
  without ? [ ],
}:
let
  startLength = builtins.stringLength (toString pylib) + 1;
  isBelow =
    directory: path:
    path == directory
    || builtins.substring 0 (builtins.stringLength directory + 1) path == "${directory}/";
  isPart =
    path:
    only == null
    || path == "cargo_nix"
    || builtins.any (part: isBelow "cargo_nix/${part}" path || isBelow path "cargo_nix/${part}") only;
  source = builtins.path {
    path = pylib;
    name = "${name}-source";
    filter =
      path: _type:
      !(builtins.elem (baseNameOf path) ([ "__pycache__" ] ++ without))
      && isPart (builtins.substring startLength (-1) path);
  };
in
"${runPython {
  inherit name system python;
  program = ./compileModules.py;
  args = [
    source
    name
    (placeholder "out")
  ];
}}"
