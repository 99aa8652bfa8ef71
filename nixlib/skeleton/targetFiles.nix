/**
  Return the files of a package in a tree (openTree) of which Cargo looks whether they are there:
  those that its manifest names, and those that targets are inferred from. Paths from the root.

  Which of the inferred ones are targets is Cargo's to say. Source: Cargo's parser/targets.rs.
*/
{
  directoryAt,
  lineNotUtf8,
  pathText,
  ...
}:
tree: directory:
let
  inherit (pathText) join normalise parentOf;
  hasSuffix =
    suffix: text:
    let
      n = builtins.stringLength text;
      m = builtins.stringLength suffix;
    in
    n >= m && builtins.substring (n - m) m text == suffix;

  inferredIn =
    folder:
    let
      child = directoryAt directory folder;
      names = if child == null then [ ] else builtins.attrNames child.entries;
      sources = builtins.filter (name: hasSuffix ".rs" name && child.isFile name) names;
      programs = builtins.filter (name: child.fileIn name "main.rs") names;
    in
    map (name: "${folder}/${name}") sources
    ++ (if folder == "src" then [ ] else map (name: "${folder}/${name}/main.rs") programs);
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

  isFile =
    path:
    let
      parent = directoryAt tree (parentOf path);
    in
    path != null && parent != null && parent.isFile (baseNameOf path);
  named = builtins.filter isFile (map (normalise directory.path) directory.manifest.targets);
in
# Cargo looks over names that are not UTF-8.
builtins.filter (path: lineNotUtf8 path == null) (named ++ map (join directory.path) inferred)
