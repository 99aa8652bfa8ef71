# The default inputs of build scripts from nixpkgs, each entry with its reason.
#
# A crate gets a default only if the build cannot succeed otherwise. Some crates bundle the source
# of a library and compile the copy on a machine without the library. Such a crate gets no
# library: the build uses the copy, as Cargo does on such a machine. So a default never changes
# the linked code of a working build.
#
# Names are attributes of nixpkgs. Of a list of names, the first existing attribute counts.
# cargo-nix leaves out missing attributes, so a small `pkgs` also evaluates.
{
  crates = import ./nativeCrates.nix;
  helpers = import ./nativeHelpers.nix;
  bundledCrates = import ./bundledCrates.nix;
}
