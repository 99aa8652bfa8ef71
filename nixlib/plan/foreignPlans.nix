/**
  Return the derivations of the plans (mkPlan.nix) for another `system`, by the names of
  `selections`. Each package of the plan `main` is also built alone.

  Cargo plans on the current system, and rustc answers as on the other system
  (pylib/cargo_nix/cargo/foreign_rustc.py). So no builder for the other system is necessary.
*/
{
  hostTriples,
  mkPlan,
  ...
}:
{
  workspace,
  selections,
  system,
}:
builtins.mapAttrs (
  name: selection:
  mkPlan {
    inherit (workspace)
      crates
      python
      skeleton
      system
      toolchain
      ;
    inherit selection;
    members = name == "main";
    host = hostTriples.${system};
  }
) selections
