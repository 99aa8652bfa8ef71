{ openTree, ... }:
let
  tree = openTree ../fixtures/workspace;
  inherit (tree.children.crates.children) app;
in
{
  "a directory lists its entries" = {
    expr = builtins.attrNames app.entries;
    expected = [
      "Cargo.toml"
      "examples"
      "script.rs"
      "src"
    ];
  };
  "a file is no child directory" = {
    expr = [
      (tree.isFile "Cargo.toml")
      (tree.isFile "crates")
      tree.children."Cargo.toml"
    ];
    expected = [
      true
      false
      null
    ];
  };
  "a file in a folder" = {
    expr = map (app.fileIn "examples") [
      "demo"
      "main.rs"
    ];
    expected = [
      false
      false
    ];
  };
  "a manifest is read with its directory" = {
    expr = [
      tree.manifest.isWorkspace
      app.manifest.isWorkspace
      app.children.src.manifest
    ];
    expected = [
      true
      false
      null
    ];
  };
}
