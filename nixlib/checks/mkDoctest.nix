/**
  Return the derivation that runs the examples in a library's documentation, as `cargo test --doc`
  does. rustdoc compiles the examples, so the derivation has the environment of stdenv with a
  linker.
*/
{ factsOf, embeddedIn, ... }:
{ job, toolchain }:
{
  name,
  entry,
  runner,
  arguments,
  inputs,
}:
job {
  inherit name;
  inherit (entry) mkDerivation;
  job = "doctest";
  inputs = inputs ++ (entry.attributes.nativeBuildInputs or [ ]);
  attributes = factsOf entry // {
    inherit arguments runner;
    embedded = embeddedIn entry;
    rustdoc = "${toolchain.rustc}/bin/rustdoc";
    buildInputs = entry.attributes.buildInputs or [ ];
  };
}
