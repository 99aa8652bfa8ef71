/**
  Return a function from a locked package and a unit of the package to the source of the unit,
  with the attributes of memberSource.nix.

  `unpacked`, if present, has the same attributes for a unit that unpacks the archive in its own
  builder, into an output of the unit.
*/
{ lib, ... }:
{ crates }:
package:
let
  crate = crates.${package.origin.crate};
  inherit (package.origin) subdirectory;
  sourceIn =
    archive: src:
    let
      # A git package may be in any directory of the repository, and may read other files there.
      root = if subdirectory == "" then src else "${src}/${subdirectory}";
    in
    {
      inherit archive src;
      takesPrograms = true;
      writable = false;
      inTarget = false;
      level = "package";
      narrowed = "";
      cwd = root;
      manifestDir = root;
      file = path: "${root}/${path}";
      remap = [
        [
          src
          "/crates/${package.name}-${package.version}"
        ]
      ];
    };
  # A build script prints paths of the package, so all units of such a package share one unpacked
  # copy. Units of other packages unpack the archive themselves, which saves a derivation.
  unpacksItself = !(package.has_script or true) && crate ? archive;
in
_unit:
sourceIn "" "${crate.src}"
// lib.optionalAttrs unpacksItself { unpacked = sourceIn "${crate.archive}" (placeholder "src"); }
