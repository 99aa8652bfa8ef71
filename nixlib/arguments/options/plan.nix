/**
  The options of the group "Plan" (options.nix).
*/
{ types, ... }:
with types;
[
  {
    name = "committedPlan";
    type = nullOr file;
    default = null;
    description = ''
      The plan that `nix run .#update-plan` writes, so that evaluation needs no import from
      derivation. One file has the plans of all packages and checks. The file need not exist before
      the first run. With `null`, Nix makes the plans during evaluation. A plan is valid for one
      system. See [committed-plan.md](committed-plan.md).
    '';
    example = "committedPlan = ./cargo-nix.json;";
  }
  {
    name = "scanFiles";
    type = bool;
    default = true;
    description = ''
      Scans the sources of the members, so that each unit gets only the files of its
      [level](rebuilds.md#levels). `false` turns the scan off; each unit then gets the whole
      workspace. A committed plan contains the result of its own scan.
    '';
    example = "scanFiles = false;";
  }
]
