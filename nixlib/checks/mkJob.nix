/**
  Return a function that makes a check's derivation: `name`, the `job` of pylib/cargo_nix/checks, and its `attributes`.

  With `inputs` null the derivation is bare; the derivations of a list are on PATH, in stdenv's environment. The programs
  of checks are not those of units: a change of them compiles nothing.
*/
{
  pylib,
  mkBuilder,
  runBuilder,
  storeName,
  ...
}:
{
  surface,
  python,
  system,
}:
let
  program = builtins.path {
    path = pylib + "/cargo_nix/checks";
    name = "cargo-nix-checks";
    filter = path: _type: baseNameOf path != "__pycache__";
  };
  unitBuilder = mkBuilder { inherit python system; };
in
{
  name,
  job,
  attributes,
  inputs ? null,
}:
runBuilder {
  inherit
    surface
    python
    system
    program
    ;
  withStdenv = inputs != null;
  attributes =
    attributes
    // {
      name = storeName name;
      inherit job unitBuilder;
    }
    // (if inputs == null then { outputs = [ "out" ]; } else { nativeBuildInputs = inputs; });
}
