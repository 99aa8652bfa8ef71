/**
  Return the derivation that runs a compiled test in the directory of its package, as `cargo test`
  does. The output is the log.

  # Arguments for all tests
  - `placedOf`: mkPlaced.nix. `profileDir`: the name of Cargo's directory for the profile.
  - `nextest`: the cargo-nextest that runs the tests, or null. `nextestConfig`: the store path of
    its configuration, or "".

  # Arguments for one test
  - `entry`: the test (mkUnits.nix). `flags`: Cargo's flags for the target.
  - `runner`: the words of the runner (runnerOf.nix). `arguments`: arguments of the test program.
  - `inputs`: programs on PATH. `examples` (by file name) and `programs`
    (paths) are beside the test.

  A test is compiled with fewer files than the test opens, and with a stand-in for each program
  that the test starts. The run first replaces these store paths in the program: `embedded`,
  `{ name, was, now }` each.
*/
{
  embeddedIn,
  factsOf,
  lib,
  ...
}:
{
  job,
  placedOf,
  profileDir,
  host,
  nextest,
  nextestArgs,
  nextestConfig,
}:
{
  name,
  entry,
  runner,
  arguments,
  inputs,
  examples,
  programs,
  flags,
}:
let
  inherit (entry.source) run;
  bins = builtins.mapAttrs (
    _name: program: "${placedOf program}/${builtins.head program.unit.products}"
  ) entry.programs;
in
job {
  inherit name;
  job = "test";
  inputs = inputs ++ (entry.attributes.nativeBuildInputs or [ ]);
  # Of its libraries, the run needs only those for C code, which the program loads or the test
  # links. With `contentAddressed`, another rebuilt dependency does not run the test again if the
  # program stays equal.
  attributes =
    builtins.removeAttrs (factsOf entry) [
      "externs"
      "closure"
    ]
    // {
      libraries = builtins.concatMap (linked: linked.cLibraries) entry.closure;
      inherit
        arguments
        examples
        flags
        profileDir
        runner
        ;
      inherit (run) src cwd manifestDir;
      inherit (entry.source) writable;
      inherit bins;
      programsBeside = programs;
      inherit (run) level;
      narrowed = "";
      remap = [
        [
          run.src
          "/workspace"
        ]
      ];
      embedded =
        embeddedIn entry
        ++ map (name: {
          inherit name;
          was = entry.attributes.bins.${name};
          now = bins.${name};
        }) (builtins.attrNames bins);
      # Not null: stdenv drops attributes with the value null.
      nextest = if nextest == null then "" else "${nextest}/bin/cargo-nextest";
    }
    // lib.optionalAttrs (nextest != null) { inherit host nextestArgs nextestConfig; }
    // {
      program = "${entry.drv}/${builtins.head entry.unit.files}";
      buildInputs = entry.attributes.buildInputs or [ ];
    };
}
