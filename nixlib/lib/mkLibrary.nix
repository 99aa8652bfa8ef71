/**
  Return the path of a folder with parts of pylib's package `cargo_nix` and their bytecode.

  Plans and scans take little time, and Python would spend most of the time on compiling.

  `only` are the files and folders of the package to take, so that an edit of another module changes
  nothing.
*/
{
  lib,
  pathText,
  pylib,
  runPython,
  ...
}:
{
  python,
  system,
  name,
  only,
}:
let
  inherit (pathText) isBelow;
  parts = map (part: "cargo_nix/${part}") only;
  isPart =
    path: path == "cargo_nix" || builtins.any (part: isBelow part path || isBelow path part) parts;
  source = builtins.path {
    path = pylib;
    name = "${name}-source";
    filter =
      path: _type:
      baseNameOf path != "__pycache__" && isPart (lib.removePrefix "${toString pylib}/" path);
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
