/**
  The options of the group "Selection" (options.nix).
*/
{ types, ... }:
with types;
let
  flag = name: words: {
    inherit name;
    type = bool;
    default = false;
    description = "${words}, like `--${flagName name}`.";
    example = "cargoTargets.${name} = true;";
  };
  flagName = name: if name == "allTargets" then "all-targets" else name;
  names = name: {
    inherit name;
    type = listOf types.name;
    default = [ ];
    description = "The names or patterns of single targets, like `--${name}`.";
    example = "cargoTargets.${name} = [ \"stock\" ];";
  };
  cargoTargets = [
    (flag "lib" "The library")
    (flag "bins" "All programs")
    (flag "examples" "All examples")
    (flag "tests" "All targets with tests")
    (flag "benches" "All targets with benches")
    (flag "allTargets" "All targets")
  ]
  ++ map names [
    "bin"
    "example"
    "test"
    "bench"
  ];
in
[
  {
    name = "command";
    type = enum [
      "build"
      "test"
      "bench"
      "check"
      "doc"
    ];
    default = "build";
    description = ''
      The Cargo command with the units that you want. With another command than `build`, the
      results are in the output [`units`](#units) only. Checks do not need this argument.
    '';
    example = ''command = "test";'';
  }
  {
    name = "packages";
    type = listOf name;
    default = [ ];
    description = ''
      The members to build, like `cargo build --package`. With `[ ]`, Cargo selects its default
      members: `default-members`, or else the root package, or else all members. `workspace =
      true` overrides this list, as in Cargo.
    '';
    example = ''packages = [ "stock" "report" ];'';
  }
  {
    name = "workspace";
    type = bool;
    default = false;
    description = ''
      Builds all members, like `cargo build --workspace`.
    '';
    example = "workspace = true;";
  }
  {
    name = "exclude";
    type = listOf name;
    default = [ ];
    description = ''
      Members to leave out of `workspace = true`, like `--exclude`. Unknown names are ignored;
      Cargo only warns about them.
    '';
    example = ''exclude = [ "benchmarks" ];'';
  }
  {
    name = "features";
    type = listOf name;
    default = [ ];
    description = ''
      The features to turn on, like `cargo build --features`. Write `package/feature` to name the
      feature of one member.
    '';
    example = ''features = [ "tls" "cli/color" ];'';
  }
  {
    name = "allFeatures";
    type = bool;
    default = false;
    description = ''
      Turns on all features of the selected members, like `--all-features`.
    '';
    example = "allFeatures = true;";
  }
  {
    name = "noDefaultFeatures";
    type = bool;
    default = false;
    description = ''
      Turns off the default features of the selected members, like `--no-default-features`.
    '';
    example = "noDefaultFeatures = true;";
  }
  {
    name = "profile";
    type = name;
    default = "release";
    description = ''
      The profile of the packages, like `cargo build --profile`. Cargo's own default is `dev`.
    '';
    example = ''profile = "dev";'';
  }
  {
    name = "target";
    type = nullOr name;
    default = null;
    description = ''
      The platform to build for, as a triple, like `cargo build --target`. See
      [cross.md](cross.md).
    '';
    example = ''target = "wasm32-unknown-unknown";'';
  }
  {
    name = "cargoTargets";
    type = set cargoTargets;
    default = { };
    description = ''
      The targets of the selected packages to build: Cargo's flags as a set. With `{ }`, Cargo
      builds libraries and programs. Built examples are in `examples` of the package. Checks
      always cover all targets.
    '';
    example = ''cargoTargets = { bin = [ "stock" ]; examples = true; };'';
  }
]
