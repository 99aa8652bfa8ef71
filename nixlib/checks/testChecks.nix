/**
  Return the checks that run tests and doctests, and those that compile benches and examples:
  `{ name, value }` each.

  A test, bench or example is compiled by a unit like any other; what is made here runs it. What is
  compiled for another machine cannot run unless Cargo's configuration says how: it is compiled, as
  with `cargo test --no-run`.
*/
{
  entryGroups,
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
    runners = tests.plan.runners or { };
  };
  nextestFile = root + "/${inWorkspace ".config/nextest.toml"}";
  profile = checks.profile;
  runTest = mkTestRun {
    inherit job placedOf host;
    inherit (checks) nextest nextestArgs;
    # Where Cargo would have the program: NEXTEST and `target/<profile>` depend on it.
    profileDir =
      {
        dev = "debug";
        test = "debug";
        bench = "release";
      }
      .${profile} or profile;
    nextestConfig =
      if builtins.pathExists nextestFile then
        builtins.path {
          path = nextestFile;
          name = "nextest.toml";
        }
      else
        "";
  };
  runDoctest = mkDoctest { inherit job toolchain; };

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
  isExampleOf =
    package: entry:
    entry.unit.kind == "example" && entry.unit.mode == "build" && entry.package.id == package.id;
  examplesOf =
    package:
    builtins.listToAttrs (
      map (
        entry@{ unit, ... }:
        {
          name = builtins.head unit.products;
          value = "${placedOf entry}/${builtins.head unit.files}";
        }
      ) (builtins.filter (isExampleOf package) tests.roots)
    );

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
              # Cargo builds examples before integration tests and benches, and before no others.
              examples = if unit.kind == "test" then examplesOf package else { };
              flags = flagsOf unit;
            }
          )
        else
          drv;
    };
  isCheck = entry: entryGroups.isMember entry && (!isDoctest entry || canRun entry);
in
map check (builtins.filter isCheck tests.roots ++ benchEntries)
