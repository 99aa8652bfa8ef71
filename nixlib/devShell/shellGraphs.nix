/**
  Return the graphs whose units the dev shell has: of `cargo build`, `cargo test` and `cargo check` in each profile of
  `devShell.profiles`, of the default members and of the whole workspace, with Cargo's default features and with the
  workspace's own selection, and of single members (`devShell.singlePackages`). One plan has all of them; clippy and rustdoc need the units of `cargo check`.

  A graph that Cargo refuses has `plan.problem` and no units.
*/
{ mkGraph, ... }:
{ workspace, arguments }:
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
  own = builtins.intersectAttrs (plainFor null) arguments;
  selectionsFor =
    target:
    let
      plain = plainFor target;
      whole = plain // {
        workspace = true;
      };
      mine = own // {
        inherit target;
      };
    in
    [
      whole
      plain
    ]
    ++ (if mine == plain || mine == whole then [ ] else [ mine ])
    ++ map (name: plain // { packages = [ name ]; }) singlePackages;
  # Of a package that is not a member, Cargo refuses the selection, and the plan goes without.
  singlePackages =
    if arguments.devShell.singlePackages then
      map ({ name, ... }: name) (builtins.filter ({ isMember, ... }: isMember) workspace.lockfile.names)
    else
      [ ];
  graphFor =
    target:
    let
      # Crates that proc-macros and build scripts link have debug information in a build, and none in a check.
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
      selections = builtins.concatMap (
        profile:
        builtins.concatMap (
          command: map (selection: command // selection // { inherit profile; }) (selectionsFor target)
        ) commands
      ) arguments.devShell.profiles;
      first = builtins.head selections;
      make = mkGraph {
        inherit workspace;
        arguments = arguments // builtins.intersectAttrs (plainFor null) first;
      };
    in
    make {
      inherit (first) command profile;
      committedPlan = null;
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
else
  [ (graphFor null) ] ++ (if arguments.target == null then [ ] else [ (graphFor arguments.target) ])
