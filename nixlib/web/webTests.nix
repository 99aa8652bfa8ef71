/**
  Return the checks that run the tests of an app's package as WebAssembly: `{ name, value }` each,
  with the name of the app in front. `tests` is the graph of the tests, for the target of the app.

  Without wasm-bindgen-test in Cargo.lock there are no such tests. Doctests have no check.
*/
{
  lib,
  mkJob,
  testChecks,
  ...
}:
{
  workspace,
  arguments,
  name,
  tests,
}:
let
  hasTests = builtins.any (package: package.name == "wasm-bindgen-test") workspace.lockfile.locked;
  # The runner of the target, unless the configuration names one.
  withRunner = tests // {
    plan = tests.plan // {
      runners = {
        ${arguments.target} = [ "wasm-bindgen-test-runner" ];
      }
      // tests.plan.runners;
    };
  };
  checks = testChecks {
    inherit workspace arguments;
    job = mkJob { inherit (workspace) surface python system; };
    tests = withRunner;
    benchEntries = [ ];
  };
  packageName = builtins.head arguments.packages;
  isTest = check: !(lib.hasSuffix "-doctest" check.name);
  withAppName = check: {
    name = "${name}-web${lib.removePrefix packageName check.name}";
    inherit (check) value;
  };
in
lib.optionals hasTests (map withAppName (builtins.filter isTest checks))
