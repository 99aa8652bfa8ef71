# The outputs of plans, a part of outputs.nix.
[
  {
    name = "plan";
    description = ''
      The plan that Nix makes from the workspace, as a JSON file, also with a committed plan.

      The file has neither file sets nor the plans of the checks. `updatePlan` writes the file to
      commit.
    '';
    example = "packages.x86_64-linux.plan = workspace.plan;";
  }
  {
    name = "updatePlan";
    description = ''
      The program that writes the [committed plan](committed-plan.md) into the checkout. `apps` has
      the program too, for `nix run .#update-plan`.

      The program reads nothing of the committed file, and needs no import from derivation.
    '';
    example = "packages.x86_64-linux.update-plan = workspace.updatePlan;";
  }
  {
    name = "export";
    description = ''
      The program that writes a build for releases, which needs neither a flake nor a checkout.
      `apps` has the program too, for `nix run .#export`. See [releasing.md](releasing.md).
    '';
    example = "nix run .#export -- --out DIR --url URL --hash HASH";
  }
]
