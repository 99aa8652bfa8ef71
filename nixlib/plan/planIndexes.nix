/**
  Return the problems (planProblem.nix) of the indexes in a committed plan. `parts` is the result
  of planOfSystem.nix, whose rows have valid types.
*/
{
  lib,
  planFields,
  unitDependencies,
  ...
}:
{ problem, parts }:
let
  inherit (parts) rows placeOf;
  countOf = name: builtins.length rows.${name};
  limits = {
    units = countOf "units";
    packages = countOf "packages";
    sets = builtins.length (rows.sets or [ ]);
  };
  firstOf = lib.take 1;
  # The first index of `indexes` that is not below `limit`.
  outside =
    at: limit: indexes:
    map (index: problem at "indexes below ${toString limit}" (toString index)) (
      firstOf (builtins.filter (index: index >= limit) indexes)
    );
  # The first index of `indexes` that names a unit of other systems only.
  elsewhere =
    at: indexes:
    map (index: problem at "units of this system" (toString index)) (
      firstOf (builtins.filter (index: builtins.elemAt rows.units index == null) indexes)
    );
  ofUnits =
    at: indexes:
    let
      problems = outside at limits.units indexes;
    in
    if problems == [ ] then elsewhere at indexes else problems;

  ofUnit =
    index: row:
    let
      location = "units[${toString index}]";
      unit = planFields.unit.complete row;
      indexes = unitDependencies unit ++ map (extern: extern.unit) unit.externs;
      cfg = if unit.run == null then "host" else unit.run.cfg;
      problems = if parts.isFirst then outside location index indexes else ofUnits location indexes;
      # On another system, the units have an order of their own.
      isLater = dependency: placeOf dependency >= placeOf index;
      laterUnits = firstOf (builtins.filter isLater indexes);
    in
    problems
    ++ lib.optionals (problems == [ ]) (
      map (dependency: problem location "units before this unit" (toString dependency)) laterUnits
    )
    ++ outside "${location}.package" limits.packages [ unit.package ]
    ++ lib.optional (!(rows.cfg ? ${cfg})) (problem "${location}.run.cfg" "a key of `cfg`" cfg);
  ofCommand =
    name:
    let
      command = planFields.command.complete rows.commands.${name};
      members = builtins.concatLists (builtins.attrValues command.members);
      sets = builtins.concatMap builtins.attrValues (builtins.attrValues command.files);
    in
    ofUnits "commands.${name}" (command.units ++ command.roots ++ members)
    ++ outside "commands.${name}.files" limits.sets sets;
in
builtins.concatMap ofCommand (builtins.attrNames rows.commands)
++ builtins.concatLists (
  lib.imap0 (index: row: lib.optionals (row != null) (ofUnit index row)) rows.units
)
