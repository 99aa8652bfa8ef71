# The import table of the plans, a part of scope.nix.
scope: {
  commandOrder = import ./commandOrder.nix;
  inputsHash = import ./inputsHash.nix scope;
  mkPlan = import ./mkPlan.nix scope;
  plansBeside = import ./plansBeside.nix scope;
  importPlan = import ./importPlan.nix scope;
  planText = import ./planText.nix scope;
  planWaysOut = import ./planWaysOut.nix scope;
  planTypes = import ./planTypes.nix scope;
  unitFields = import ./unitFields.nix scope;
  planFields = import ./planFields.nix scope;
  renumberUnit = import ./renumberUnit.nix scope;
  planOfSystem = import ./planOfSystem.nix scope;
  foreignPlans = import ./foreignPlans.nix scope;
  changedRow = import ./changedRow.nix scope;
  planIndexes = import ./planIndexes.nix scope;
  planProblem = import ./planProblem.nix scope;
  readCommittedPlan = import ./readCommittedPlan.nix scope;
  mkCommittedPlan = import ./mkCommittedPlan.nix scope;
  mkUpdatePlan = import ./mkUpdatePlan.nix scope;
}
