/**
  Return a derivation that runs `main` of the Python module `module` of `library` (mkLibrary) and writes its
  output. `request` are attributes that `main` gets as a path to JSON, before `args` and the output's path.
*/
{ runPython, ... }:
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
    (if request == null then [ ] else [ "--request" ])
    ++ [
      library
      module
    ]
    ++ args
    ++ [ (placeholder "out") ];
}
