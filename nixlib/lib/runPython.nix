/**
  Return a derivation that runs `program`, a Python file or a folder with `__main__.py`.

  - `name`: the derivation's name, with any characters.
  - `python`: the interpreter. It sees no environment variables and no user directory; `libraries` says
    whether it sees its site packages.
  - `args`: the program's arguments.
  - `request`: attributes that the program reads as JSON from the file `NIX_ATTRS_JSON_FILE`, or null.
*/
{ storeName, ... }:
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
  (
    if request == null then
      { }
    else
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
