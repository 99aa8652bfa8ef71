/**
  Return the derivation that runs a compiled test in its package's directory, as `cargo test` does. Its output is the log.

  `arguments` are the test program's, `inputs` are on its PATH, `examples` are the package's examples by file name.
*/
{ factsOf, ... }:
{ job, profileDir }:
{ name, entry, arguments, inputs, examples, flags }:
job {
  inherit name;
  job = "test";
  inputs = inputs ++ (entry.drv.nativeBuildInputs or [ ]);
  attrs = factsOf entry // {
    inherit arguments examples flags profileDir;
    program = "${entry.drv}/${builtins.head entry.unit.files}";
    buildInputs = entry.drv.buildInputs or [ ];
  };
}
