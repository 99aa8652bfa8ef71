/**
  Return the graphs of the dev shell: `cargo build`, `cargo test` and `cargo check` in each profile
  of `devShell.profiles`, for the default members, for the whole workspace, for the selection of
  the arguments, and for single members (`devShell.singlePackages`). One plan has the units of all
  graphs. clippy and rustdoc need the units of `cargo check`.

  If Cargo refuses the first selection, the graph has `plan.problem` and no units.

  With a committed plan, evaluation imports nothing: the only graph has the units of that plan.
*/
{ mkGraph, ... }:
{
  workspace,
  arguments,
  committedGraph,
}:
let
  plainFor = target: {
    allFeatures = false;
    noDefaultFeatures = false;
    features = [ ];
    packages = [ ];
    exclude = [ ];
    workspace = false;
    inherit target;
  };
  userSelection = builtins.intersectAttrs (plainFor null) arguments;
  selectionsFor =
    target:
    let
      plain = plainFor target;
      whole = plain // {
        workspace = true;
      };
      selected = userSelection // {
        inherit target;
      };
    in
    [
      whole
      plain
    ]
    ++ (if selected == plain || selected == whole then [ ] else [ selected ])
    ++ map (name: plain // { packages = [ name ]; }) singlePackages;
  # Cargo refuses the selection of a package outside of the workspace; the plan skips the selection.
  members = builtins.filter (package: package.isMember) workspace.lockfile.names;
  singlePackages =
    if arguments.devShell.singlePackages then map (package: package.name) members else [ ];
  graphFor =
    target:
    let
      # In a build, libraries of proc-macros and build scripts have debug information. In a check,
      # they have none.
      commands = [
        {
          command = "test";
          cargoTargets = [ ];
        }
        {
          command = "build";
          cargoTargets = [ ];
        }
        {
          command = "check";
          cargoTargets = [ ];
        }
        {
          command = "check";
          cargoTargets = [ "--all-targets" ];
        }
      ];
      withCommand = selection: map (command: command // selection) commands;
      withProfile = selection: profile: selection // { inherit profile; };
      selections = builtins.concatMap (
        selection: map (withProfile selection) arguments.devShell.profiles
      ) (builtins.concatMap withCommand (selectionsFor target));
      first = builtins.head selections;
    in
    mkGraph { inherit workspace arguments; } {
      selection = first;
      tolerant = true;
      more = builtins.listToAttrs (
        builtins.genList (n: {
          name = "selection ${toString n}";
          value = builtins.elemAt selections (n + 1);
        }) (builtins.length selections - 1)
      );
    };
in
if arguments.devShell.profiles == [ ] then
  [ ]
else if committedGraph != null then
  [ committedGraph ]
else
  [ (graphFor null) ] ++ (if arguments.target == null then [ ] else [ (graphFor arguments.target) ])
