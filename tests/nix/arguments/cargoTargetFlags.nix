{ cargoTargetFlags, ... }:
{
  "no targets have no flags" = {
    expr = cargoTargetFlags { };
    expected = [ ];
  };
  "flags are in a fixed order" = {
    expr = cargoTargetFlags {
      bin = [
        "b"
        "a"
      ];
      example = [ "x" ];
      tests = true;
      lib = true;
    };
    expected = [
      "--lib"
      "--tests"
      "--bin"
      "b"
      "--bin"
      "a"
      "--example"
      "x"
    ];
  };
  "false is no flag" = {
    expr = cargoTargetFlags {
      bins = false;
      allTargets = true;
    };
    expected = [ "--all-targets" ];
  };
}
