/**
  Return the rustfmt check of each package in `byPackage` (lists of entries by package):
  `{ name, value }`.
*/
{
  lib,
  mkFormat,
  pathText,
  toolOf,
  configurationOf,
  storeName,
  ...
}:
{
  workspace,
  job,
  sourceOf,
  byPackage,
}:
let
  inherit (workspace) root toolchain;
  format = mkFormat {
    inherit job;
    rustfmt = toolOf toolchain "rustfmt";
  };
  fileOf = configurationOf {
    inherit root;
    names = [
      ".rustfmt.toml"
      "rustfmt.toml"
    ];
  };
  isProse = path: builtins.match ".*\\.(md|markdown|txt|rst|adoc)" path != null;
  check =
    entries:
    let
      inherit (builtins.head entries) package;
      inherit (package.origin) directory;
      name = "${package.name}-fmt";
      file = fileOf directory;
      editionByTarget = builtins.listToAttrs (
        map ({ unit, ... }: {
          name = "${unit.kind} ${unit.target}";
          value = unit.edition;
        }) entries
      );
      # A target outside of this graph almost always has the edition of the package.
      packageEdition = (builtins.head entries).unit.edition;
      sourceFiles = map (target: {
        edition = editionByTarget."${target.kind} ${target.name}" or packageEdition;
        path = pathText.join directory target.src_path;
      }) package.targets;
    in
    {
      inherit name;
      value = format {
        inherit name package;
        # rustfmt reads only modules, so edits of prose change nothing.
        src = builtins.path {
          name = storeName "${package.name}-source";
          path = sourceOf package (lib.optional (file != null) file);
          filter = path: _type: !(isProse path);
        };
        editions = builtins.mapAttrs (_edition: map ({ path, ... }: path)) (
          builtins.groupBy ({ edition, ... }: edition) sourceFiles
        );
      };
    };
in
map check byPackage
