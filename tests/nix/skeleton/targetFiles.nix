{
  targetFiles,
  directoryAt,
  openTree,
  ...
}:
let
  tree = openTree ../fixtures/workspace;
in
{
  "files that a manifest names, and files of inferred targets" = {
    expr = targetFiles tree (directoryAt tree "crates/app");
    expected = [
      "crates/app/script.rs"
      "crates/app/src/start.rs"
      "crates/app/src/start.rs"
      "crates/app/src/bin/tool.rs"
      "crates/app/examples/demo/main.rs"
    ];
  };
}
