/**
  Return the graphs whose units the dev shell has: of `cargo build` and `cargo test` in each profile of
  `devShell.profiles`, of the default members and of the whole workspace, with Cargo's default features and with the
  workspace's own selection. One plan has all of them; `cargo check`, clippy and rustdoc need the same units.

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
    ++ (if mine == plain || mine == whole then [ ] else [ mine ]);
  graphFor =
    target:
    let
      selections = builtins.concatMap (
        profile:
        builtins.concatMap
          (
            command:
            map (
              selection:
              {
                cargoTargets = [ ];
                inherit command profile;
              }
              // selection
            ) (selectionsFor target)
          )
          [
            "test"
            "build"
          ]
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
