/**
  Return the graphs of a workspace, none of which is made before something of it is asked for:

  - `main`: of `command` and `cargoTargets`.
  - `aloneOf`: a function from a package's name to the graph in which that package is built alone.
  - `build`, `tests`, `benches`, `docs`: of the checks, which take all targets.
  - `committed`: by the name of its check, each committed plan with the graph that it has to equal.
*/
{
  mkGraph,
  chunksOf,
  cargoTargetFlags,
  ...
}:
{ workspace, arguments }:
let
  inherit (arguments) checks command committedPlan;
  make = mkGraph { inherit workspace arguments; };
  byIdentity =
    entries:
    builtins.listToAttrs (
      map (entry: {
        name = entry.unit.identity;
        value = entry;
      }) entries
    );
  given = byIdentity main.units;

  main = make {
    inherit command committedPlan;
    inherit (arguments) profile cargoTargets;
  };
  mainWith =
    members:
    make {
      inherit
        command
        committedPlan
        members
        given
        ;
      inherit (arguments) profile cargoTargets;
    };
  ofCheck =
    command: members:
    make {
      inherit command members given;
      inherit (checks) profile;
      committedPlan = checks.committedPlans.${command};
    };

  # A committed plan has all single packages. Otherwise one derivation asks Cargo about some of them:
  # one package waits for few questions, and all of them wait for few derivations.
  packagesAtOnce = 24;
  alone = mainWith true;
  names = builtins.attrNames (builtins.groupBy ({ package, ... }: package.name) main.roots);
  graphByName = builtins.listToAttrs (
    builtins.concatMap (
      group:
      let
        graph = mainWith group;
      in
      map (name: {
        inherit name;
        value = graph;
      }) group
    ) (chunksOf packagesAtOnce names)
  );
  isDefault = command == "build" && cargoTargetFlags arguments.cargoTargets == [ ];
  isOneQuestion = committedPlan != null || builtins.length names <= packagesAtOnce;
in
{
  inherit main alone;
  aloneOf = if isOneQuestion then _name: alone else name: graphByName.${name};
  build = if isDefault then main else ofCheck "build" false;
  tests = ofCheck "test" false;
  benches = ofCheck "bench" false;
  docs = ofCheck "doc" false;
  committed =
    (
      if committedPlan == null then
        { }
      else
        {
          plan = {
            file = committedPlan;
            graph = alone;
          };
        }
    )
    // builtins.listToAttrs (
      map
        (name: {
          name = "plan-${name}";
          value = {
            file = checks.committedPlans.${name};
            graph = ofCheck name true;
          };
        })
        (
          builtins.filter (name: checks.committedPlans.${name} != null) (
            builtins.attrNames checks.committedPlans
          )
        )
    );
}
