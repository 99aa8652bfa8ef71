/**
  Return the files of Cargo's configuration for the directory `cargoRoot` of the tree
  (openTree.nix), with included files: `{ path, text, packages }` each. `packages` are directories
  of packages in the configuration, as paths from the root: paths of `[patch]`, and all
  directories below `paths`.

  pylib/cargo_nix/skeleton/cargo_configuration.py follows the same rules. Source: Cargo's
  context/mod.rs, walk_tree and include_paths; the book, "Config-relative paths".
*/
{
  directoryAt,
  isFileIn,
  lib,
  pathText,
  readText,
  readToml,
  walkDirectories,
  refuseTokens,
  ...
}:
{
  root,
  tree,
  cargoRoot,
}:
let
  inherit (pathText) join normalise parentOf;
  isFile = isFileIn tree;
  # The files of a directory and of its parents. Cargo prefers `config` to `config.toml`.
  filesAbove =
    directory:
    let
      candidates = map (join directory) [
        ".cargo/config"
        ".cargo/config.toml"
      ];
    in
    lib.take 1 (builtins.filter isFile candidates)
    ++ lib.optionals (directory != "") (filesAbove (parentOf directory));

  isPatch =
    keys:
    builtins.length keys == 4 && builtins.head keys == "patch" && builtins.elemAt keys 3 == "path";
  isInclude =
    keys:
    builtins.elem keys [
      [ "include" ]
      [
        "include"
        "path"
      ]
    ];
  isPaths = keys: keys == [ "paths" ];

  open =
    path:
    let
      text = readText {
        location = root + "/${path}";
        inherit path;
      };
      # Paths in the file start beside its directory, which may be the root of the source.
      base = if parentOf path == "" then ".." else parentOf (parentOf path);
      entries = readToml text;
      stringsAt =
        isWanted:
        map (entry: entry.value) (
          builtins.filter ({ path, value }: builtins.isString value && isWanted path) entries
        );
      includes = builtins.filter (include: include != ".toml" && lib.hasSuffix ".toml" include) (
        stringsAt isInclude
      );
      patches = map (normalise base) (stringsAt isPatch);
      directoriesBelow =
        override:
        let
          directory = directoryAt tree (normalise base override);
        in
        lib.optionals (directory != null) (map (inner: inner.path) (walkDirectories directory));
    in
    assert refuseTokens { inherit path entries; };
    {
      key = path;
      inherit text;
      included = builtins.filter isFile (map (normalise (parentOf path)) includes);
      packages =
        builtins.filter (directory: directory != null) patches
        ++ builtins.concatMap directoriesBelow (stringsAt isPaths);
    };
  files = builtins.genericClosure {
    startSet = map open (filesAbove cargoRoot);
    operator = { included, ... }: map open included;
  };
in
map (
  {
    key,
    text,
    packages,
    ...
  }:
  {
    path = key;
    inherit text packages;
  }
) files
