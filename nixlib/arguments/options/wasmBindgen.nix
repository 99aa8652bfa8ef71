/**
  The options in `wasmBindgen` (web.nix).
*/
{ types, ... }:
with types;
[
  {
    name = "cli";
    type = nullOr package;
    default = null;
    description = ''
      The programs `wasm-bindgen` and `wasm-bindgen-test-runner`, in the version that Cargo.lock has
      of wasm-bindgen. With `null`, cargo-nix builds them from the registry.
    '';
    example = "wasmBindgen.cli = pkgs.wasm-bindgen-cli_0_2_100;";
  }
  {
    name = "hash";
    type = nullOr name;
    default = null;
    description = ''
      The sha256 of the archive of wasm-bindgen-cli. cargo-nix knows the published versions, so only
      a new version needs this hash.
    '';
    example = ''wasmBindgen.hash = "5fd044ed178958a277eeaf21f3d384287b0f4428d38c0191…";'';
  }
  {
    name = "driver";
    type = nullOr package;
    default = null;
    description = ''
      The program `chromedriver`, `geckodriver` or `safaridriver` in `bin`, for tests with
      `run_in_browser`.
    '';
    example = "wasmBindgen.driver = pkgs.chromedriver;";
  }
  {
    name = "browser";
    type = nullOr package;
    default = null;
    description = ''
      The browser that `chromedriver` starts: the package's program `chromium`,
      `chromium-headless-shell` or `google-chrome`. With `null`, the driver looks for a browser.
    '';
    example = "wasmBindgen.browser = pkgs.chromium;";
  }
]
