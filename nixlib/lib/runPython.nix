/**
  Return a derivation that runs a Python file, or a folder with `__main__.py`.

  - `name`: the name of the derivation, with any characters.
  - `python`: the interpreter, without environment variables and without a user directory.
  - `program`: the file or folder.
  - `libraries`: whether Python sees its site packages.
  - `args`: the arguments of the program.
  - `request`: attributes that the program reads as JSON from `NIX_ATTRS_JSON_FILE`, or null.
*/
{ lib, storeName, ... }:
{
  name,
  system,
  python,
  program,
  libraries ? false,
  args ? [ ],
  request ? null,
}:
derivation (
  lib.optionalAttrs (request != null) (
    request
    // {
      __structuredAttrs = true;
      outputs = [ "out" ];
    }
  )
  // {
    name = storeName name;
    inherit system;
    builder = python;
    args = [ "-I" ] ++ (if libraries then [ "-B" ] else [ "-S" ]) ++ [ program ] ++ args;
    preferLocalBuild = true;
  }
)
