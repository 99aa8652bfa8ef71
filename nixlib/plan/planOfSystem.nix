/**
  Return the parts of the committed plan `plan` (JSON without defaults) for `system`, or for the
  first system of the plan if the plan lacks `system`:

  - `isFirst`: whether this is the plan of the first system, which has no differences.
  - `rows`: the plan in the numbering of the file. A unit of other systems is null.
  - `placeOf`: a function from the index of a unit in the file to its index in the system's own
    plan.
  - `complete`: the plan with all defaults, in the numbering of the system's own plan. Read
    `complete` only after planProblem.nix has checked `rows`.

  pylib/cargo_nix/plan/join_systems.py writes the differences, and has the same rules.
*/
{
  changedRow,
  lib,
  planFields,
  renumberUnit,
  ...
}:
{ plan, system }:
let
  part = if system == plan.system then null else plan.systems.${system} or null;

  pool = plan.units ++ plan.more_units or [ ];
  order = builtins.concatMap (
    range: builtins.genList (n: builtins.head range + n) (builtins.elemAt range 1)
  ) part.units;
  places = builtins.listToAttrs (
    lib.imap0 (place: index: {
      name = toString index;
      value = place;
    }) order
  );
  # A list is faster than a set, and closures have many indexes.
  placeList = builtins.genList (index: places.${toString index} or null) (builtins.length pool);
  placeOf = builtins.elemAt placeList;

  changesOfIndex = builtins.groupBy (change: toString change.index) (
    builtins.concatMap (
      change:
      map (index: {
        inherit index;
        value = builtins.head change;
      }) (builtins.elemAt change 1)
    ) (part.changes or [ ])
  );
  rowAt =
    index: row:
    let
      key = toString index;
    in
    if placeOf index != null then
      builtins.foldl' (row: change: changedRow row change.value) row (changesOfIndex.${key} or [ ])
    else
      null;

  rows = plan // {
    inherit (part) host rustc cfg;
    target = if part.target or null == null then plan.target or null else part.target;
    runners = if part.runners or null == null then plan.runners or { } else part.runners;
    commands = builtins.mapAttrs (
      name: command: if command == null then plan.commands.${name} or null else command
    ) part.commands;
    packages = plan.packages ++ plan.more_packages or [ ];
    sets = plan.sets or [ ] ++ plan.more_sets or [ ];
    units = lib.imap0 rowAt pool;
  };

  completeRows =
    rows:
    planFields.plan.complete rows
    // {
      commands = builtins.mapAttrs (_name: planFields.command.complete) rows.commands;
      packages = map planFields.package.complete rows.packages;
      sets = map planFields.set.complete (rows.sets or [ ]);
      units = map (row: if row == null then null else planFields.unit.complete row) rows.units;
    };
  renumber =
    plan:
    plan
    // {
      units = map (index: renumberUnit placeOf (builtins.elemAt plan.units index)) order;
      commands = builtins.mapAttrs (
        _name: command:
        command
        // {
          units = map placeOf command.units;
          roots = map placeOf command.roots;
          members = builtins.mapAttrs (_name: map placeOf) command.members;
        }
      ) plan.commands;
    };
  isInOrder = order == lib.range 0 (builtins.length order - 1);
  moved = (if isInOrder then (plan: plan) else renumber) (completeRows rows);
in
if part == null then
  {
    isFirst = true;
    placeOf = index: index;
    rows = plan;
    complete = completeRows plan;
  }
else
  {
    isFirst = false;
    inherit placeOf rows;
    complete = moved // {
      units = lib.take (builtins.length order) moved.units;
    };
  }
