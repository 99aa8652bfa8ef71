{ manifestPaths, ... }:
let
  read = name: manifestPaths (builtins.readFile (../fixtures/workspace + "/${name}/Cargo.toml"));
in
{
  "the paths of a workspace" = {
    expr = read ".";
    expected = {
      isWorkspace = true;
      members = [ "crates/*" ];
      exclude = [ "crates/excluded" ];
      shared.library = "crates/library";
      pointer = null;
      dependencies = [ ];
      inherited = [ ];
      patches = [ ];
      targets = [ ];
    };
  };
  "the paths of a package" = {
    expr = read "crates/app";
    expected = {
      isWorkspace = false;
      members = [ ];
      exclude = [ ];
      shared = { };
      pointer = null;
      dependencies = [
        "../helper"
        "../tester"
      ];
      inherited = [
        "library"
        "serde"
      ];
      patches = [ ];
      targets = [
        "script.rs"
        "src/start.rs"
      ];
    };
  };
  "a package names its workspace" = {
    expr = (read "crates/.hidden").pointer;
    expected = "../..";
  };
  "patches and replacements" = {
    expr =
      (manifestPaths ''
        [patch.crates-io]
        serde = { path = "vendor/serde" }
        [replace]
        "log:0.4.0" = { path = "vendor/log" }
      '').patches;
    expected = [
      "vendor/serde"
      "vendor/log"
    ];
  };
}
