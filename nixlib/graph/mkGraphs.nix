/**
  Return the graphs of a workspace. Nothing of a graph is evaluated before a value of the graph is
  used.

  - `main`: the graph of `command` and `cargoTargets`.
  - `memberGraph`: a function from a package's name to a graph with this package built alone.
  - `build`, `tests`, `benches`, `docs`: the graphs of the checks, with all targets.
  - `planDerivation`: the derivation of the main plan, with each package built alone.
  - `committedPlan`: the derivation of the file to commit (mkCommittedPlan.nix).
  - `problem`: why the committed plan cannot be read (readCommittedPlan.nix), or null.
  - `shellPlan`: null without a committed plan. Otherwise `{ problem, graph }`: why the dev shell
    cannot use the committed plan, or null, and the graph with all units of the plan.
*/
{
  foreignPlans,
  inputsHash,
  mkCommittedGraphs,
  mkCommittedPlan,
  mkImportedGraphs,
  planSelections,
  readCommittedPlan,
  ...
}:
{ workspace, arguments }:
let
  inherit (workspace)
    crates
    fileName
    pathOf
    python
    skeleton
    system
    toolchain
    ;
  schema = 5;
  selections = planSelections { inherit arguments; };
  overrides = arguments.packageOverrides;
  macroInputs = builtins.filter (name: overrides.${name}.macroInputs != null) (
    builtins.attrNames overrides
  );
  inputs = inputsHash {
    inherit
      skeleton
      selections
      macroInputs
      toolchain
      schema
      ;
    inherit (arguments) scanFiles;
  };

  imported = mkImportedGraphs { inherit workspace arguments selections; };
  committed = readCommittedPlan {
    inherit schema inputs system;
    file = arguments.committedPlan;
    fileName = fileName arguments.committedPlan;
    crateNames = builtins.attrNames crates;
    # Only the test plan shows whether there are benches.
    commandNames = builtins.attrNames (builtins.removeAttrs selections [ "bench" ]);
  };
  graphOf = mkCommittedGraphs {
    inherit workspace arguments;
    inherit (committed) plan usable;
  };
  main = graphOf "main";
  graphs =
    if arguments.committedPlan == null then
      imported
    else
      {
        inherit main;
        memberGraph = _name: main;
        build = if selections ? build then graphOf "build" else main;
        tests = graphOf "test";
        benches = graphOf "bench";
        docs = graphOf "doc";
      };
in
graphs
// {
  problem = if arguments.committedPlan == null then null else committed.problem;
  shellPlan =
    if arguments.committedPlan == null then
      null
    else
      {
        problem = committed.useProblem;
        graph = main;
      };
  planDerivation = imported.planDerivations.main;
  committedPlan = mkCommittedPlan {
    inherit
      python
      system
      inputs
      macroInputs
      ;
    systems = map (name: {
      system = name;
      plans =
        if name == system then
          imported.planDerivations
        else
          foreignPlans {
            inherit workspace selections;
            system = name;
          };
    }) (if arguments.systems == [ ] then [ system ] else arguments.systems);
    src = if arguments.scanFiles then pathOf { take = [ "" ]; } else "";
  };
}
