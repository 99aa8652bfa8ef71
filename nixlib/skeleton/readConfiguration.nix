/**
  Return the files of Cargo's configuration in a tree (openTree) that count in the directory at
  `cargoRoot`, with those that they include: `{ path, text, packages }` each; `packages` are
  directories of packages that it names, as paths from the root: those of `[patch]`, and all that
  lie below `paths`.

  pylib/cargo_nix/skeleton/cargo_configuration.py is the same. Source: Cargo's context/mod.rs, walk_tree
  and include_paths; the book, "Config-relative paths".
*/
{
  directoryAt,
  walkDirectories,
  readText,
  readToml,
  pathText,
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
  isFile =
    path:
    let
      directory = directoryAt tree (parentOf path);
    in
    path != null && directory != null && directory.isFile (baseNameOf path);
  # In the directory and in all above it; of two files Cargo takes the one without an end.
  ofDirectory =
    directory:
    let
      both = map (join directory) [
        ".cargo/config"
        ".cargo/config.toml"
      ];
      names = builtins.filter isFile both;
    in
    (if names == [ ] then [ ] else [ (builtins.head names) ])
    ++ (if directory == "" then [ ] else ofDirectory (parentOf directory));
  isToml =
    text:
    let
      count = builtins.stringLength text;
    in
    count > 5 && builtins.substring (count - 5) 5 text == ".toml";

  open =
    path:
    let
      text = readText {
        location = root + "/${path}";
        inherit path;
      };
      entries = readToml text;
      valuesOf =
        isWanted:
        map (entry: entry.value) (
          builtins.filter ({ path, value }: builtins.isString value && isWanted path) entries
        );
      isPatch =
        keys:
        builtins.length keys == 4 && builtins.head keys == "patch" && builtins.elemAt keys 3 == "path";
      isInclude =
        keys:
        keys == [ "include" ]
        ||
          keys == [
            "include"
            "path"
          ];
      includes = builtins.filter isToml (valuesOf isInclude);
      patches = map (normalise base) (valuesOf isPatch);
      # What it names lies beside its directory, which may be the source's root.
      base = if parentOf path == "" then ".." else parentOf (parentOf path);
      below =
        override:
        let
          directory = directoryAt tree (normalise base override);
        in
        if directory == null then [ ] else map (inner: inner.path) (walkDirectories directory);
    in
    assert refuseTokens { inherit path entries; };
    {
      key = path;
      inherit text;
      included = builtins.filter isFile (map (normalise (parentOf path)) includes);
      packages =
        builtins.filter (directory: directory != null) patches
        ++ builtins.concatMap below (valuesOf (keys: keys == [ "paths" ]));
    };
  files = builtins.genericClosure {
    startSet = map open (ofDirectory cargoRoot);
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
