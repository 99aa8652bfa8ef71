{ exportedArguments, ... }:
let
  derivation = {
    type = "derivation";
    outPath = "/nix/store/x";
  };
in
{
  "source, plan and pkgs are not exported" = {
    expr = exportedArguments {
      pkgs = derivation;
      src = ./.;
      committedPlan = ./plan.json;
      features = [ "a" ];
    };
    expected = {
      arguments.features = [ "a" ];
      needs = [ ];
      omitted = [ ];
    };
  };
  "the user of the export passes what is no data" = {
    expr = exportedArguments {
      toolchain = derivation;
      packageOverrides.a.nativeBuildInputs = [ derivation ];
      crateOverrides = pkgs: pkgs;
      target = null;
      registries.a.netrc = ./netrc;
    };
    expected = {
      arguments.target = null;
      needs = [
        "crateOverrides"
        "packageOverrides"
        "registries"
        "toolchain"
      ];
      omitted = [ ];
    };
  };
  "the profile of the checks stays, because the plan depends on it" = {
    expr = exportedArguments {
      checks = {
        profile = "dev";
        nextest = derivation;
      };
      devShell.packages = [ derivation ];
    };
    expected = {
      arguments = {
        checks.profile = "dev";
        devShell = { };
      };
      needs = [ ];
      omitted = [
        "checks.nextest"
        "devShell.packages"
      ];
    };
  };
}
