/**
  Return Cargo's flags for the argument `cargoTargets`: `--bins --bin x` for
  `{ bins = true; bin = [ "x" ]; }`.

  The order of the flags is part of a plan's hash. pylib/cargo_nix/cli/target_flags.py has the
  same order.
*/
_scope: cargoTargets:
let
  switches = {
    lib = "--lib";
    bins = "--bins";
    examples = "--examples";
    tests = "--tests";
    benches = "--benches";
    allTargets = "--all-targets";
  };
  isOn = name: cargoTargets.${name} or false;
  namesOf =
    kind:
    builtins.concatMap (name: [
      "--${kind}"
      name
    ]) (cargoTargets.${kind} or [ ]);
in
map (name: switches.${name}) (
  builtins.filter isOn [
    "lib"
    "bins"
    "examples"
    "tests"
    "benches"
    "allTargets"
  ]
)
++ builtins.concatMap namesOf [
  "bin"
  "example"
  "test"
  "bench"
]
