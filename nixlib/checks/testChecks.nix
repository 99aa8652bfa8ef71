/**
  Return the checks that run tests and doctests, and that compile benches and examples:
  `{ name, value }` each.

  Units compile tests, benches and examples, and these checks run them. Programs for another
  platform run only with a runner in Cargo's configuration. Without a runner, the check compiles,
  as `cargo test --no-run` does.
*/
{
  besideTest,
  entryGroups,
  lib,
  runnerOf,
  mkPlaced,
  mkTestRun,
  mkDoctest,
  ...
}:
{
  workspace,
  arguments,
  job,
  tests,
  benchEntries,
}:
let
  inherit (workspace)
    root
    toolchain
    overrideOf
    inWorkspace
    ;
  inherit (arguments) checks;
  inherit (tests.plan) host;
  placedOf = mkPlaced { inherit job; };
  runner = runnerOf {
    inherit root;
    inherit (tests.plan) runners;
    inherit (workspace) bindgenRunner;
  };
  nextestFile = root + "/${inWorkspace ".config/nextest.toml"}";
  runTest = mkTestRun {
    inherit job placedOf host;
    inherit (checks) nextest nextestArgs;
    # Nextest and tests see the path `target/<profile>` of Cargo.
    profileDir =
      {
        dev = "debug";
        test = "debug";
        bench = "release";
      }
      .${checks.profile} or checks.profile;
    nextestConfig = lib.optionalString (builtins.pathExists nextestFile) (
      builtins.path {
        path = nextestFile;
        name = "nextest.toml";
      }
    );
  };
  runDoctest = mkDoctest { inherit job toolchain; };
  besideOf = besideTest { inherit tests placedOf; };

  canRun = { unit, ... }: unit.platform == null || unit.platform == host || runner unit != [ ];
  isDoctest = { unit, ... }: unit.mode == "doctest";
  suffixOf =
    {
      kind,
      mode,
      target,
      ...
    }:
    if mode == "doctest" then
      "-doctest"
    else if kind == "lib" || kind == "proc-macro" then
      "-test"
    else if kind == "test" || mode == "build" || kind == "bench" then
      "-${kind}-${target}"
    else
      "-${kind}-${target}-test";
  flagsOf =
    { kind, target, ... }:
    if kind == "lib" || kind == "proc-macro" then "--lib" else "--${kind} ${target}";
  check =
    entry@{
      unit,
      package,
      drv,
      ...
    }:
    let
      name = package.name + suffixOf unit;
      settings = {
        inherit name entry;
        runner = runner unit;
        arguments = (overrideOf package.name).test.args;
        inherit ((overrideOf package.name).test) inputs;
      };
      isRun = unit.mode == "test" && unit.kind != "bench" && canRun entry;
    in
    {
      inherit name;
      value =
        if isDoctest entry then
          runDoctest settings
        else if isRun then
          runTest (
            settings
            // {
              inherit (besideOf entry) examples programs;
              flags = flagsOf unit;
            }
          )
        else
          drv;
    };
  isCheck = entry: entryGroups.isMember entry && (!isDoctest entry || canRun entry);
in
map check (builtins.filter isCheck tests.roots ++ benchEntries)
