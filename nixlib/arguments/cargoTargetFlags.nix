/**
  Return Cargo's flags for the argument `cargoTargets`: `{ bins = true; bin = [ "x" ]; }` is
  `--bins --bin x`.

  pylib/cargo_nix/cli/target_flags.py has the same order, which is part of a plan's hash.
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
