/**
  Return a function from a locked package and one of its units to where the unit's files are, with the attributes that
  memberSource.nix has. `unpacked`, where it is there, is the same for the unit's own builder, which unpacks the archive
  into an output of the unit.
*/
_scope:
{ crates }:
package:
let
  crate = crates.${package.origin.crate};
  inherit (package.origin) subdirectory;
  sourceIn =
    archive: src:
    let
      # A git package may lie anywhere in its repository, and may read its neighbours.
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
  # The paths that a build script prints lead into the package, so all units of a package with a script see it in one
  # place. A unit of another package unpacks the archive itself, which saves a derivation.
  isShared = package.has_script or true || !(crate ? archive);
in
_unit:
sourceIn "" "${crate.src}"
// (if isShared then { } else { unpacked = sourceIn "${crate.archive}" (placeholder "src"); })
