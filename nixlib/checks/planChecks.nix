/**
  Return the check of the committed plan, as a list of `{ name, value }`: empty without a committed
  plan. The check compares the file with the file that `nix run .#update-plan` would write.
*/
{ lib, ... }:
{
  workspace,
  arguments,
  job,
  graphs,
}:
lib.optional (arguments.committedPlan != null) {
  name = "plan";
  value = job {
    name = "plan-check";
    job = "plan";
    attributes = {
      shown = workspace.fileName arguments.committedPlan;
      committed = "${arguments.committedPlan}";
      made = "${graphs.committedPlan}";
    };
  };
}
