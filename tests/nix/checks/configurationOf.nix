{ configurationOf, ... }:
let
  find = configurationOf {
    root = ../fixtures/workspace;
    names = [
      ".clippy.toml"
      "clippy.toml"
    ];
  };
in
{
  "the nearest file above a package" = {
    expr = find "crates/app";
    expected = "crates/clippy.toml";
  };
  "no file at or above a directory" = {
    expr = map find [
      ""
      "docs"
    ];
    expected = [
      null
      null
    ];
  };
}
