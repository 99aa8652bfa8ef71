/**
  Return a function that makes a package (mkProgram.nix) of entries (mkUnits.nix):

  - `graph`: the graph of the entries. `entries`: the entries with the products.
  - `package`: the row of the package in the plan, or null for the products of several packages.
  - `pname`, `name`: the names of the result.
*/
{
  generatedFiles,
  isProgram,
  lib,
  mainProgram,
  mkProgram,
  ...
}:
{ workspace }:
let
  inherit (workspace) python system skeleton;
  metaOf = package: {
    description = package.env.CARGO_PKG_DESCRIPTION;
    homepage = package.env.CARGO_PKG_HOMEPAGE;
    license.spdxId = package.env.CARGO_PKG_LICENSE;
  };
in
{
  graph,
  package,
  pname,
  name,
  entries,
}:
let
  programs = builtins.filter isProgram entries;
in
mkProgram {
  inherit
    python
    system
    name
    pname
    entries
    ;
  version = if package == null then "" else package.version;
  generated = generatedFiles {
    inherit entries;
    inherit (workspace) overrideOf;
  };
  scrub = graph.scrubbedPaths entries;
  meta = lib.optionalAttrs (package != null) (metaOf package);
  programNames = lib.uniqueStrings (map ({ unit, ... }: unit.target) programs);
  mainProgram = mainProgram {
    inherit skeleton pname;
    entries = programs;
  };
}
