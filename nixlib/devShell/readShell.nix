/**
  Return the parts of the dev shell in any state of the workspace:

  - `base`: the workspace without settings for single packages. Programs and toolchain need no
    manifest.
  - `workspace`: the whole workspace, or null if Nix cannot read Cargo.lock or a manifest.
  - `rows`: the units (servedUnits.nix). `home`: the parts of CARGO_HOME (mkCargoHome.nix), or null.
  - `problem`: the reason for missing parts in one line, or null.

  `shellPlan` is the committed plan (mkGraphs.nix), or null.
*/
{
  openWorkspace,
  shellGraphs,
  servedUnits,
  mkCargoHome,
  ...
}:
{
  workspace,
  arguments,
  shellPlan,
}:
let
  base = openWorkspace (arguments // { packageOverrides = { }; });
  lockPath = base.root + "/${base.inWorkspace "Cargo.lock"}";
  manifestPath = base.root + "/${base.inWorkspace "Cargo.toml"}";
  succeeds = value: (builtins.tryEval (builtins.deepSeq value true)).success;
  # tryEval returns no message. `nix build` stops with the message.
  seeBuild = "`nix build` shows the error";
  reason =
    if !(builtins.pathExists manifestPath) then
      "Nix sees no ${base.inWorkspace "Cargo.toml"} (does git track the file?)"
    else if !(builtins.pathExists lockPath) then
      "Nix sees no ${base.inWorkspace "Cargo.lock"} (run `cargo generate-lockfile` and `git add`)"
    else if
      !(succeeds [
        base.skeleton.files
        base.skeleton.names
      ])
    then
      "Nix cannot read the manifests (${seeBuild})"
    else if !(succeeds workspace.lockfile) then
      "Cargo.lock or `packageOverrides` is not valid (${seeBuild})"
    else
      null;
  whole = if reason == null then workspace else null;

  planProblem = if shellPlan == null then null else shellPlan.problem;
  graphs =
    if planProblem != null then
      [ ]
    else
      shellGraphs {
        inherit workspace arguments;
        committedGraph = shellPlan.graph or null;
      };
  problems = builtins.filter (problem: problem != null) (
    map (graph: graph.plan.problem or null) graphs
  );
  cargoHome = mkCargoHome {
    inherit (workspace)
      python
      system
      crates
      toolchain
      ;
    inherit (arguments) cargoRoot;
    manifests = builtins.filter (path: baseNameOf path == "Cargo.toml") (
      builtins.attrNames workspace.skeleton.files
    );
  };
  rows = builtins.concatMap (
    graph:
    servedUnits {
      inherit (cargoHome) vendoredCrates;
    } graph.entries
  ) (builtins.filter (graph: !(graph.plan ? problem)) graphs);
  hasRows = whole != null && succeeds rows;
in
{
  inherit base;
  workspace = whole;
  rows = if hasRows then rows else [ ];
  home = if whole == null then null else cargoHome.home;
  problem =
    if reason != null then
      reason
    else if planProblem != null then
      "${planProblem.problem} (${seeBuild})"
    else if problems != [ ] then
      builtins.head problems
    else if !hasRows then
      "Nix cannot make the units of the crates (${seeBuild})"
    else
      null;
}
