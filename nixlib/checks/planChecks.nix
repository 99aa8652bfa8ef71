/**
  Return the checks of committed plans: `{ name, value }` each.

  `committed` has the `file` of each plan and the `graph` that must equal the file, by the name of
  the check.
*/
{ lib, ... }:
{
  workspace,
  job,
  committed,
}:
let
  check = name: { file, graph }: {
    inherit name;
    value = job {
      name = "${name}-check";
      job = "plan";
      attributes = {
        shown = workspace.fileName file;
        committed = "${file}";
        made = graph.planDerivation;
        scanned = graph.scanDerivation;
        inherit (graph.plan) refresh;
      };
    };
  };
in
lib.mapAttrsToList check committed
