/**
  Return the rustfmt check of each package in `byPackage` (lists of entries by package): `{ name, value }`.
*/
{
  mkFormat,
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
      editionOf = builtins.listToAttrs (
        map ({ unit, ... }: {
          name = "${unit.kind} ${unit.target}";
          value = unit.edition;
        }) entries
      );
      # A target that is not compiled here has the package's edition, as most targets do.
      packageEdition = (builtins.head entries).unit.edition;
      targets = map (target: {
        edition = editionOf."${target.kind} ${target.name}" or packageEdition;
        path = if directory == "" then target.src_path else "${directory}/${target.src_path}";
      }) package.targets;
    in
    {
      inherit name;
      value = format {
        inherit name package;
        # Prose is no module, and rustfmt reads modules alone.
        src = builtins.path {
          name = storeName "${package.name}-source";
          path = sourceOf package (if file == null then [ ] else [ file ]);
          filter = path: _type: !(isProse path);
        };
        editions = builtins.mapAttrs (_edition: map (target: target.path)) (
          builtins.groupBy (target: target.edition) targets
        );
      };
    };
in
map check byPackage
