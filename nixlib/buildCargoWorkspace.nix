/**
  Build a Cargo workspace with one derivation per compilation unit.

  # Arguments
  See docs/options.md. nixlib/arguments/options has the arguments as data. An invalid argument is
  an error.

  # Value
  - `packages`, `bins`, `programs`, `default`: the packages (mkPackages.nix).
  - `apps`: the apps of `nix run`. `updatePlan`: the app that writes the committed plan.
    `export`: the app that writes a build without flake and checkout (mkExport.nix).
  - `web`: the apps for the browser (mkWeb.nix).
  - `checks`, `doc`, `fullDoc`: see mkChecks.nix.
  - `devShell`: a shell with the toolchain, the native dependencies and the locked crates.
  - `roots`: one derivation that refers to all that Nix built for the selection, see mkRoots.nix.
  - `units`: the derivations of the units, by name. `plan`: the derivation of the plan.
  - `crates`: the locked crates (fetchCrates.nix).
*/
{
  checkArguments,
  readPlatforms,
  openWorkspace,
  mkGraphs,
  mkPackages,
  refusedPackages,
  mkApps,
  mkBindgenCli,
  mkBindgenRunner,
  mkChecks,
  mkDevShell,
  mkRoots,
  mkUpdatePlan,
  mkExport,
  mkWeb,
  unitsByName,
  ...
}:
userArguments:
let
  arguments = readPlatforms (checkArguments userArguments);
  baseWorkspace = openWorkspace arguments;
  bindgen = mkBindgenCli {
    inherit arguments;
    workspace = baseWorkspace;
  };
  # One evaluation of wasm-bindgen's own workspace for all apps and tests.
  workspace = baseWorkspace // {
    bindgenCli = bindgen;
    bindgenRunner = mkBindgenRunner {
      inherit arguments bindgen;
      inherit (baseWorkspace) surface python system;
    };
  };
  graphs = mkGraphs { inherit workspace arguments; };
  updatePlan = mkUpdatePlan {
    inherit (workspace)
      python
      system
      root
      skeleton
      ;
    file = arguments.committedPlan;
    made = graphs.committedPlan;
  };
  export = mkExport {
    inherit (workspace) python system root;
    inherit userArguments;
    made = graphs.committedPlan;
  };
  packages =
    if graphs.problem == null then
      mkPackages { inherit workspace graphs; }
    else
      refusedPackages {
        inherit workspace;
        inherit (graphs) problem;
      };
  web = mkWeb { inherit workspace arguments; };
  checks = mkChecks {
    inherit
      workspace
      arguments
      graphs
      packages
      ;
    webChecks = web.checks;
  };
  devShell = mkDevShell {
    inherit workspace arguments;
    inherit (graphs) shellPlan;
  };
in
{
  inherit devShell;
  inherit (packages)
    packages
    bins
    programs
    default
    ;
  apps = mkApps {
    inherit export packages updatePlan;
    isPlanReadable = graphs.problem == null;
  };
  inherit (web) web;
  inherit (checks) checks doc fullDoc;
  roots = mkRoots {
    inherit
      workspace
      graphs
      packages
      devShell
      ;
  };
  units = unitsByName graphs.main.units;
  plan = graphs.planDerivation;
  inherit export updatePlan;
  inherit (workspace) crates;
}
