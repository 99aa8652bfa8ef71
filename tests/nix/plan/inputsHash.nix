{ inputsHash, lib, ... }:
let
  inputs = {
    skeleton = {
      root = "";
      files."Cargo.toml" = "[package]";
      names = [ "Cargo.toml" ];
    };
    selections.main.profile = "release";
    scanFiles = true;
    macroInputs = [ ];
    toolchain = {
      cargo = {
        name = "cargo-1.0.0";
        version = "1.0.0";
      };
      rustc = "/toolchain";
    };
    schema = 5;
  };
  hash = inputsHash inputs;
  changes = [
    {
      skeleton = inputs.skeleton // {
        root = "a";
      };
    }
    {
      skeleton = inputs.skeleton // {
        files."Cargo.toml" = "[workspace]";
      };
    }
    {
      skeleton = inputs.skeleton // {
        names = [ ];
      };
    }
    { selections.main.profile = "dev"; }
    { scanFiles = false; }
    { macroInputs = [ "a" ]; }
    {
      toolchain = inputs.toolchain // {
        cargo.version = "1.0.1";
      };
    }
    { schema = 6; }
  ];
  hashes = [ hash ] ++ map (change: inputsHash (inputs // change)) changes;
in
{
  "each input changes the hash" = {
    expr = builtins.length (lib.uniqueStrings hashes);
    expected = 9;
  };
}
