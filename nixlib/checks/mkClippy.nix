/**
  Return the derivation that reports clippy's findings in the units `entries` of one package, as
  `cargo clippy` does.

  Each unit has its own lint derivation. clippy's driver reads the metadata that rustc wrote for
  the libraries, so nothing is compiled again. `configuration` is a directory with clippy.toml, or
  "". `lints` is the text of the Cargo.toml in clippy's working directory, or "".
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
