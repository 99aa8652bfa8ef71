/**
  Return the derivation that compares a package's sources with what rustfmt writes, as `cargo fmt --check` does.

  `src` has the workspace's shape, `editions` the source files of the package's targets by edition.
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
