/**
  Return the packages in the text of a Cargo.lock (versions 1 to 4):

  - `names`: all packages, `{ name, version, isMember }`. A package without a source is a member
    or a path dependency.
  - `locked`: the packages with a source, `{ name, version, source, checksum }`. A git package has
    the checksum null.
*/
_scope: text:
let
  lock = builtins.fromTOML text;
  packages = lock.package or [ ];
  # Version 1 has checksums in a separate table.
  metadata = lock.metadata or { };
  withChecksum =
    package:
    let
      key = "checksum ${package.name} ${package.version} (${package.source})";
      checksum = package.checksum or metadata.${key} or null;
    in
    {
      inherit (package) name version source;
      checksum = if checksum == "<none>" then null else checksum;
    };
in
{
  names = map (package: {
    inherit (package) name version;
    isMember = !(package ? source);
  }) packages;
  locked = map withChecksum (builtins.filter (package: package ? source) packages);
}
