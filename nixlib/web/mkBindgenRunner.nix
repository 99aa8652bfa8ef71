/**
  Return the runner of tests for WebAssembly as a package with `bin/wasm-bindgen-test-runner`: a
  script that starts the program of the same name in `bindgen` (mkBindgenCli.nix) with node, and
  with the driver and the browser of `wasmBindgen`, if these are given.
*/
{
  fail,
  lib,
  writeScript,
  ...
}:
{
  surface,
  python,
  system,
  arguments,
  bindgen,
}:
let
  inherit (arguments.wasmBindgen) driver browser;
  node =
    surface.nodejs or (fail {
      problem = "the package set has no nodejs, which runs tests for WebAssembly";
      at = "buildCargoWorkspace: the package set";
      expected = "nixpkgs with the attribute `nodejs`";
      waysOut = [ "add `nodejs` to the package set" ];
    });
  directories = map (package: "${package}/bin") (
    [ node ] ++ lib.optional (driver != null) driver ++ lib.optional (browser != null) browser
  );
  # The variables that the program reads.
  driverLines = lib.optionalString (driver != null) ''
    for name in chromedriver geckodriver safaridriver; do
      if [ -x "${driver}/bin/$name" ]; then
        export "$(echo "$name" | tr a-z A-Z)=${driver}/bin/$name"
      fi
    done
  '';
  # chromedriver looks for a browser only in directories of the system.
  browserLines = lib.optionalString (browser != null) ''
    for name in chromium chromium-headless-shell google-chrome google-chrome-stable chrome; do
      if [ -z "$WASM_BINDGEN_TEST_WEBDRIVER_JSON" ] && [ -x "${browser}/bin/$name" ]; then
        export WASM_BINDGEN_TEST_WEBDRIVER_JSON="''${TMPDIR:-/tmp}/webdriver.json"
        printf '{"goog:chromeOptions": {"binary": "%s"}}' "${browser}/bin/$name" \
          > "$WASM_BINDGEN_TEST_WEBDRIVER_JSON"
      fi
    done
  '';
in
writeScript {
  name = "wasm-bindgen-test-runner";
  inherit system python;
  text = ''
    #!${surface.stdenv.shell}
    export PATH="${builtins.concatStringsSep ":" directories}:$PATH"
    ${driverLines}${browserLines}exec "${bindgen}/bin/wasm-bindgen-test-runner" "$@"
  '';
}
