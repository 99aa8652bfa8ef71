{ chooseToolchain, ... }:
let
  program = name: {
    type = "derivation";
    inherit name;
  };
  choose =
    arguments:
    chooseToolchain (
      {
        packages = { };
        target = null;
        file = null;
      }
      // arguments
    );
  file = {
    file = "rust-toolchain.toml";
    channel = "1.80.0";
    profile = "minimal";
    components = [ "rust-src" ];
    targets = [ "wasm32-wasip1" ];
  };
  # The shapes of rust-overlay and fenix.
  release = {
    rustc = program "without a standard library";
    cargo = program "cargo";
  };
  rust-bin = {
    stable.latest = release // {
      default = program "default" // {
        override = { targets }: { inherit targets; };
      };
    };
    fromRustupToolchain = settings: settings;
  };
  fenix = rec {
    stable = release // {
      toolchain = program "toolchain";
      defaultToolchain = program "default";
      minimalToolchain = program "minimal";
      rust-src = program "rust-src";
    };
    latest = stable;
    beta = stable;
    fromToolchainFile = _settings: null;
    combine = map (part: part.name);
    targets.wasm32-wasip1 = {
      stable.rust-std = program "std";
      latest.rust-std = program "nightly-std";
    };
  };
in
{
  "null, a derivation and a set with rustc and cargo stay" = {
    expr = map (toolchain: choose { inherit toolchain; }) [
      null
      (program "rust")
      release
    ];
    expected = [
      null
      (program "rust")
      release
    ];
  };
  "a function gets the packages" = {
    expr =
      (choose {
        packages.rust = program "rust";
        toolchain = packages: packages.rust;
      }).name;
    expected = "rust";
  };
  "a release of fenix is its complete toolchain" = {
    expr = (choose { toolchain = fenix.stable; }).name;
    expected = "toolchain";
  };
  "a release of rust-overlay is its default" = {
    expr = map (toolchain: (choose { inherit toolchain; }).name) [
      rust-bin.stable.latest
      rust-bin.stable
    ];
    expected = [
      "default"
      "default"
    ];
  };
  "rust-overlay reads the file, and gets the target" = {
    expr = choose {
      inherit file;
      target = "thumbv6m-none-eabi";
      toolchain = rust-bin;
    };
    expected = {
      inherit (file) channel profile components;
      targets = [
        "wasm32-wasip1"
        "thumbv6m-none-eabi"
      ];
    };
  };
  "rust-overlay without a file is stable" = {
    expr = choose {
      target = "wasm32-wasip1";
      toolchain = rust-bin;
    };
    expected.targets = [ "wasm32-wasip1" ];
  };
  "fenix combines the parts of the file" = {
    expr = choose {
      file = file // {
        channel = "nightly";
      };
      toolchain = fenix;
    };
    expected = [
      "minimal"
      "rust-src"
      "nightly-std"
    ];
  };
  "fenix without a file is stable" = {
    expr = choose {
      target = "wasm32-wasip1";
      toolchain = fenix;
    };
    expected = [
      "default"
      "std"
    ];
  };
}
