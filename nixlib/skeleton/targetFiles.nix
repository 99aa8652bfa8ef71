/**
  Return the files of a package that Cargo looks for, as paths from the root: files in the
  manifest, and files from which Cargo infers targets. `directory` is the package in the tree
  (openTree.nix).

  Cargo decides about the inferred targets. Source: Cargo's parser/targets.rs.
*/
{
  directoryAt,
  isFileIn,
  lib,
  lineNotUtf8,
  pathText,
  ...
}:
tree: directory:
let
  inherit (pathText) join normalise;
  inferredIn =
    folder:
    let
      child = directoryAt directory folder;
      names = lib.optionals (child != null) (builtins.attrNames child.entries);
      isSource = name: lib.hasSuffix ".rs" name && child.isFile name;
      hasMain = name: child.fileIn name "main.rs";
    in
    map (join folder) (builtins.filter isSource names)
    ++ lib.optionals (folder != "src") (
      map (name: "${folder}/${name}/main.rs") (builtins.filter hasMain names)
    );
  inferred =
    builtins.filter directory.isFile [
      "build.rs"
      "README"
      "README.md"
      "README.txt"
    ]
    ++ builtins.concatMap inferredIn [
      "src"
      "src/bin"
      "examples"
      "tests"
      "benches"
    ];
  declared = builtins.filter (isFileIn tree) (
    map (normalise directory.path) directory.manifest.targets
  );
  # Cargo ignores names in another encoding than UTF-8.
  isUtf8 = path: lineNotUtf8 path == null;
in
builtins.filter isUtf8 (declared ++ map (join directory.path) inferred)
