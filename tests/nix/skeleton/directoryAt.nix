{ directoryAt, openTree, ... }:
let
  tree = openTree ../fixtures/workspace;
  pathAt =
    path:
    let
      directory = directoryAt tree path;
    in
    if directory == null then null else directory.path;
in
{
  "directories by their paths" = {
    expr = map pathAt [
      ""
      "crates/app"
      "crates//app/"
    ];
    expected = [
      ""
      "crates/app"
      "crates/app"
    ];
  };
  "a missing path, a file and null have no directory" = {
    expr = map pathAt [
      "tools"
      "Cargo.toml"
      null
    ];
    expected = [
      null
      null
      null
    ];
  };
}
