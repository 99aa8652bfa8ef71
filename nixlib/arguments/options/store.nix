/**
  The options of the group "Store" (options.nix).
*/
{ types, ... }:
with types;
[
  {
    name = "contentAddressed";
    type = bool;
    default = false;
    description = ''
      Makes the units floating content-addressed derivations: Nix does not rebuild the dependents
      of a unit with an unchanged result. Needs Nix's experimental feature `ca-derivations`. See
      [rebuilds.md](rebuilds.md#contentaddressed).
    '';
    example = "contentAddressed = true;";
  }
  {
    name = "incrementalDir";
    type = nullOr absolutePath;
    default = null;
    description = ''
      A directory of the building machine for rustc's incremental compilation, as an absolute
      path. Add the directory to `extra-sandbox-paths`. Only units that Cargo compiles
      incrementally use it: members in the `dev` profile. Builds become impure; see
      [rebuilds.md](rebuilds.md#incrementaldir).
    '';
    example = ''incrementalDir = "/var/cache/cargo-nix";'';
  }
]
