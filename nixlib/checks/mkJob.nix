/**
  Return a function that makes the derivation of a check: `name`, a `job` of
  pylib/cargo_nix/checks and the `attributes` of the job.

  `inputs` are programs on PATH, in the environment of stdenv. With null, the derivation is bare.
  `mkDerivation` is the function of another stdenv.
  The modules of checks are separate from the builder of units, so their edits compile nothing.
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
  mkDerivation ? surface.stdenv.mkDerivation,
}:
runBuilder {
  inherit
    mkDerivation
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
