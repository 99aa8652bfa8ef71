{ walkDirectories, openTree, ... }:
{
  "a directory and all directories below" = {
    expr = map (directory: directory.path) (
      walkDirectories (openTree ../fixtures/workspace).children.crates.children.app
    );
    expected = [
      "crates/app"
      "crates/app/examples"
      "crates/app/examples/demo"
      "crates/app/src"
      "crates/app/src/bin"
    ];
  };
}
