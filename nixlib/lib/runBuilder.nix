/**
  Return a derivation that runs the Python modules in the folder `program`.

  - `attributes`: the attributes of the derivation.
  - `withStdenv`: whether the builder runs in the environment of nixpkgs' stdenv, with the
    compiler of the platform, setup hooks, and the search paths of `nativeBuildInputs` and
    `buildInputs`. `mkDerivation` is the function of this stdenv.
*/
_scope:
{
  mkDerivation,
  python,
  system,
  program,
  withStdenv,
  attributes,
}:
if withStdenv then
  mkDerivation (
    attributes
    // {
      __structuredAttrs = true;
      args = [
        "-e"
        ./enter.sh
      ];
      python = python.builder;
      builderProgram = program;
    }
  )
else
  derivation (
    attributes
    // {
      inherit system;
      __structuredAttrs = true;
      builder = python.builder;
      args = [
        "-I"
        "-S"
        program
      ];
    }
  )
