/**
  Return the words of a command on the user's machine: Python with the function `main` of a module
  of pylib's package `cargo_nix`. `name` is the name of the library's derivation, and `only` are the
  files of the package that the module needs (mkLibrary.nix).
*/
{ mkLibrary, ... }:
{
  python,
  system,
  name,
  module,
  only,
}:
[
  python.builder
  "-I"
  "-S"
  "${./runModule.py}"
  (mkLibrary {
    inherit name system only;
    python = python.builder;
  })
  module
]
