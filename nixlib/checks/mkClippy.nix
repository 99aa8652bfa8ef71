/**
  Return the derivation that judges what clippy finds in the units `entries` of one package, as `cargo clippy` does.

  Each unit is linted in a derivation of its own, against the libraries that rustc made: the driver reads the metadata of
  the rustc that it was built with, so nothing is compiled for it. `configuration` is a directory with clippy.toml, or "";
  `lints` is the manifest that clippy finds where it runs, or "".
*/
{ factsOf, ... }:
{ job, clippy }:
{
  name,
  package,
  entries,
  arguments,
  configuration,
  lints,
}:
let
  lint =
    entry:
    job {
      name = "${entry.unit.name}-clippy";
      job = "lint";
      attributes = factsOf entry // {
        inherit arguments configuration lints;
        driver = "${clippy}/bin/clippy-driver";
      };
    };
in
job {
  inherit name;
  job = "findings";
  attributes = {
    tool = "clippy";
    packageName = package.name;
    reports = map lint entries;
  };
}
