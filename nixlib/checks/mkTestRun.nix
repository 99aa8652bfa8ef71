/**
  Return the derivation that runs a compiled test in its package's directory, as `cargo test` does. Its output is the log.

  `runner` is what Cargo's configuration has programs of the unit's platform run by, with its arguments. `arguments` are
  the test program's, `inputs` are on its PATH. `examples` (by file name) and `programs` (paths) are beside the test. With
  `nextest` (a derivation, or null) it runs the test; `nextestConfig` is a store path of its settings, or "".

  The test was compiled with fewer files than it may open, and with a stand-in for each program that it may start. `embedded`
  are the store paths in it that are replaced before it runs: `{ name, was, now }` each. `placedOf` is mkPlaced's function.
*/
{ factsOf, embeddedIn, ... }:
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
  # What the program was linked of is in it, but for dynamic libraries: a rebuilt dependency that makes the same program
  # runs no test again (`contentAddressed`).
  attributes =
    builtins.removeAttrs (factsOf entry) [
      "externs"
      "closure"
    ]
    // {
      libraries = builtins.filter (
        file: builtins.match ".*\\.(so|dylib|dll)" file != null
      ) entry.attributes.closure.own;
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
      # Not null: stdenv drops such attributes.
      nextest = if nextest == null then "" else "${nextest}/bin/cargo-nextest";
    }
    // (if nextest == null then { } else { inherit host nextestArgs nextestConfig; })
    // {
      program = "${entry.drv}/${builtins.head entry.unit.files}";
      buildInputs = entry.attributes.buildInputs or [ ];
    };
}
