/**
  Return the files that build scripts write and that belong into the package of `entries`
  (mkUnits.nix), as install.py reads them: `{ package, script, directory, paths }` each.
  `overrideOf` returns the settings of a package, with `shippedFiles`.
*/
_scope:
{ overrideOf, entries }:
let
  members = builtins.filter ({ package, ... }: package.origin.directory != null) entries;
  byPackage = builtins.attrValues (builtins.groupBy ({ package, ... }: package.name) members);
  generatedOf =
    group:
    let
      inherit (builtins.head group) package attributes;
    in
    {
      package = package.name;
      inherit (package.origin) directory;
      script = attributes.script or "";
      paths = (overrideOf package.name).shippedFiles;
    };
in
builtins.filter ({ paths, ... }: paths != [ ]) (map generatedOf byPackage)
