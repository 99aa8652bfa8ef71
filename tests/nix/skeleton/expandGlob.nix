{ expandGlob, openTree, ... }:
let
  tree = openTree ../fixtures/workspace;
  expand = path: pattern: map (directory: directory.path) (expandGlob tree path pattern);
in
{
  "a star names each directory, hidden ones too" = {
    expr = expand "" "crates/*";
    expected = [
      "crates/.hidden"
      "crates/app"
      "crates/excluded"
      "crates/library"
    ];
  };
  "a path without special characters names itself" = {
    expr = expand "" "crates/app";
    expected = [ "crates/app" ];
  };
  "a pattern starts at its directory" = {
    expr = map (expand "crates/app") [
      "../lib*"
      "./src"
      "../../docs"
    ];
    expected = [
      [ "crates/library" ]
      [ "crates/app/src" ]
      [ "docs" ]
    ];
  };
  "two stars name all directories below" = {
    expr = expand "" "crates/app/**";
    expected = [
      "crates/app/examples"
      "crates/app/examples/demo"
      "crates/app/src"
      "crates/app/src/bin"
    ];
  };
  "a pattern without a match is a path" = {
    expr = map (expand "") [
      "tools/*"
      "crates/app/Cargo.toml"
    ];
    expected = [
      [ ]
      [ ]
    ];
  };
}
