/**
  Return the derivation that runs `program`, a folder of Python modules, with `attributes`: bare, or in the
  environment of nixpkgs' stdenv (`withStdenv`), which has the platform's compiler, setup hooks and the search
  paths of `nativeBuildInputs` and `buildInputs`.
*/
_scope:
{
  surface,
  python,
  system,
  program,
  withStdenv,
  attributes,
}:
if withStdenv then
  surface.stdenv.mkDerivation (
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
