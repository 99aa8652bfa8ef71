/**
  Return the packages of a Cargo.lock (versions 1 to 4) that have a source: `{ name, version, source, checksum }`.

  Version 1 keeps checksums in `[metadata]`, the others beside the package; a git package has none.
*/
_scope:
text:
let
  lock = builtins.fromTOML text;
  metadata = lock.metadata or { };
  withChecksum = package:
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
  names = map (package: { inherit (package) name version; }) (lock.package or [ ]);
  locked = map withChecksum (builtins.filter (package: package ? source) (lock.package or [ ]));
}
