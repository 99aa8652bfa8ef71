/**
  Return the checks that compare committed plans with the plans of this source: `{ name, value }` each.

  `committed` has by check the `file` and the `graph` that it has to equal.
*/
_scope:
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
builtins.attrValues (builtins.mapAttrs check committed)
