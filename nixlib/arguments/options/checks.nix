/**
  The options of the group "Checks" (options.nix).
*/
{ types, ... }:
with types;
let
  checks = [
    {
      name = "clippyArgs";
      type = listOf name;
      default = [
        "-D"
        "warnings"
      ];
      description = ''
        Arguments for clippy, like the arguments behind `cargo clippy --`. With `[ ]`, warnings
        pass.
      '';
      example = ''checks.clippyArgs = [ "-D" "warnings" "-A" "clippy::type_complexity" ];'';
    }
    {
      name = "rustdocArgs";
      type = listOf name;
      default = [
        "-D"
        "warnings"
      ];
      description = ''
        Arguments for rustdoc, like RUSTDOCFLAGS, for the checks and for the outputs `doc` and
        `fullDoc`. With `[ ]`, warnings pass.
      '';
      example = ''checks.rustdocArgs = [ "--document-private-items" ];'';
    }
    {
      name = "nextest";
      type = nullOr package;
      default = null;
      description = ''
        The cargo-nextest that runs the tests, each in a process of its own. With `null`, Rust's own
        test harness runs them. See [checks.md](checks.md#nextest).
      '';
      example = "checks.nextest = pkgs.cargo-nextest;";
    }
    {
      name = "nextestArgs";
      type = listOf name;
      default = [ ];
      description = ''
        Arguments for `cargo nextest run`.
      '';
      example = ''checks.nextestArgs = [ "--profile" "ci" ];'';
    }
    {
      name = "benches";
      type = bool;
      default = true;
      description = ''
        Compiles and lints benches. Benches with `#![feature(test)]` need a nightly toolchain: set
        `false` on a stable one.
      '';
      example = "checks.benches = false;";
    }
    {
      name = "profile";
      type = nullOr name;
      default = null;
      description = ''
        The profile of the tests and examples. With `null`, checks use `profile` and share its
        dependencies. `"dev"` adds debug assertions and overflow checks, and compiles all
        dependencies a second time.
      '';
      example = ''checks.profile = "dev";'';
    }
  ];
in
[
  {
    name = "checks";
    type = set checks;
    default = { };
    description = ''
      Settings of the checks, described below. The output [`checks`](#checks-1) has the checks.
      See [checks.md](checks.md).
    '';
    example = ''checks = { profile = "dev"; nextest = pkgs.cargo-nextest; };'';
  }
]
