{ defaultRun, ... }:
let
  read =
    manifest:
    defaultRun {
      skeleton.files."crates/app/Cargo.toml" = manifest;
      directory = "crates/app";
    };
in
{
  "the manifest names a program" = {
    expr = read (builtins.readFile ../fixtures/workspace/crates/app/Cargo.toml);
    expected = "app";
  };
  "a manifest without `default-run` names none" = {
    expr = read "[package]\nname = \"app\"";
    expected = null;
  };
}
