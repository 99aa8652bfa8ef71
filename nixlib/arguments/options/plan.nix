/**
  The options of the group "Plan" (options.nix).
*/
{ hostTriples, types, ... }:
with types;
[
  {
    name = "committedPlan";
    type = nullOr file;
    default = null;
    description = ''
      The plan that `nix run .#update-plan` writes, so that evaluation needs no import from
      derivation. One file has the plans of all packages and checks. The file need not exist before
      the first run. With `null`, Nix makes the plans during evaluation. See
      [committed-plan.md](committed-plan.md).
    '';
    example = "committedPlan = ./cargo-nix.json;";
  }
  {
    name = "systems";
    type = listOf (enum (builtins.attrNames hostTriples));
    default = [ ];
    description = ''
      The systems of the committed plan. `nix run .#update-plan` writes the plans of all these
      systems on any system, without a builder for the others. With `[ ]`, the plan is for the
      current system. The first system is stored whole, the others as differences from the first.
    '';
    example = "systems = [ \"x86_64-linux\" \"aarch64-linux\" \"aarch64-darwin\" ];";
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
