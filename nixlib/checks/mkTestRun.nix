/**
  Return the derivation that runs a compiled test in its package's directory, as `cargo test` does. Its output is the log.

  `arguments` are the test program's, `inputs` are on its PATH, `examples` are the package's examples by file name. With
  `nextest` (a derivation, or null) it runs the test; `nextestConfig` is a store path of its settings, or "". `runner` is
  what Cargo's configuration has programs run by, with its arguments.
*/
{ factsOf, ... }:
{ job, profileDir, runner, host, nextest, nextestArgs, nextestConfig }:
{ name, entry, arguments, inputs, examples, flags }:
job {
  inherit name;
  job = "test";
  inputs = inputs ++ (entry.drv.nativeBuildInputs or [ ]);
  # What the program was linked of is in it, but for dynamic libraries: a rebuilt dependency that makes the same program
  # runs no test again (`contentAddressed`).
  attrs = builtins.removeAttrs (factsOf entry) [ "externs" "closure" ] // {
    libraries = builtins.filter (file: builtins.match ".*\\.(so|dylib|dll)" file != null) entry.drv.closure.own;
    inherit arguments examples flags profileDir runner;
    # Not null: stdenv drops such attributes.
    nextest = if nextest == null then "" else "${nextest}/bin/cargo-nextest";
  } // (if nextest == null then { } else { inherit host nextestArgs nextestConfig; }) // {
    program = "${entry.drv}/${builtins.head entry.unit.files}";
    buildInputs = entry.drv.buildInputs or [ ];
  };
}
