/**
  Return the derivation that compares the sources of a package with rustfmt's output, as
  `cargo fmt --check` does.

  `src` has the shape of the workspace. `editions` has lists of the targets' source files by
  edition.
*/
_scope:
{ job, rustfmt }:
{
  name,
  package,
  src,
  editions,
}:
job {
  inherit name;
  job = "format";
  attributes = {
    inherit src editions;
    packageName = package.name;
    arguments = [ ];
    rustfmt = "${rustfmt}/bin/rustfmt";
  };
}
