/**
  Return a derivation that runs `main` of a Python module.

  - `library`: the folder of the module (mkLibrary.nix).
  - `module`: the dotted name of the module.
  - `args`: arguments of `main`. The path of the output follows as the last argument.
  - `request`: attributes for `main`, or null. The first argument is then the path of their JSON.
*/
{ lib, runPython, ... }:
{
  name,
  system,
  python,
  library,
  module,
  args ? [ ],
  request ? null,
}:
runPython {
  inherit
    name
    system
    python
    request
    ;
  program = ./runModule.py;
  libraries = true;
  args =
    lib.optional (request != null) "--request"
    ++ [
      library
      module
    ]
    ++ args
    ++ [ (placeholder "out") ];
}
