/**
  Return the first invalid value of the committed plan `plan` (JSON without defaults), as
  `{ problem, at, expected, got }`, or null. `at` is the place in the plan. `parts` are the parts
  of the plan for `system` (planOfSystem.nix).

  Each field must have its type (planFields.nix). A unit depends only on units before it, so there
  are no cycles. Other numbers are indexes of existing rows. Of the units, only those of `system`
  are checked. `crateNames` are the locked crates, or null to accept any crate, and `commandNames`
  the commands that the outputs need.
*/
{
  lib,
  pathText,
  planFields,
  planIndexes,
  ...
}:
{
  plan,
  parts,
  system,
  crateNames,
  commandNames,
}:
let
  problem = at: expected: got: {
    problem = "the committed plan has an invalid value";
    inherit at expected got;
  };
  typeProblems =
    type: at: value:
    map (
      {
        argument,
        expected,
        got,
        ...
      }:
      problem argument expected got
    ) (type.mismatches at value);
  # A unit of other systems is null.
  rowProblems =
    name: type: rows:
    builtins.concatLists (
      lib.imap0 (
        index: row: lib.optionals (row != null) (typeProblems type "${name}[${toString index}]" row)
      ) rows
    );

  inherit (parts) rows;
  ofOther = lib.optionals (!parts.isFirst);
  partName = "systems.${system}";
  pool = plan.units ++ plan.more_units or [ ];
  count = builtins.length pool;
  isOutside = range: builtins.head range + lib.last range > count;
  rangeProblems = map (
    range: problem "${partName}.units" "ranges of ${toString count} units" (builtins.toJSON range)
  ) (lib.take 1 (builtins.filter isOutside plan.systems.${system}.units));
  packageProblems =
    index: row:
    let
      location = "packages[${toString index}]";
      package = planFields.package.complete row;
      inherit (package.origin) crate directory;
      isInside = target: pathText.normalise directory target.src_path != null;
    in
    if directory == null then
      lib.optional (crateNames != null && !(builtins.elem crate crateNames)) (
        problem "${location}.origin.crate" "a crate in Cargo.lock" (toString crate)
      )
    else
      map (target: problem "${location}.targets" "paths inside of the source" target.src_path) (
        builtins.filter (target: !(isInside target)) package.targets
      );

  # Each group is checked only if the groups before have no problem.
  groups = [
    (typeProblems planFields.plan "plan" plan)
    (ofOther (typeProblems planFields.system partName plan.systems.${system}))
    (ofOther (rangeProblems ++ rowProblems "units" planFields.changeable pool))
    (map (name: problem "commands" "a command `${name}`" "no such command") (
      builtins.filter (name: !(rows.commands ? ${name})) commandNames
    ))
    (
      builtins.concatMap (
        name: typeProblems planFields.command "commands.${name}" rows.commands.${name}
      ) (builtins.attrNames rows.commands)
      ++ rowProblems "packages" planFields.package rows.packages
      ++ rowProblems "sets" planFields.set (rows.sets or [ ])
      ++ rowProblems "units" planFields.unit rows.units
    )
    (
      planIndexes { inherit problem parts; }
      ++ builtins.concatLists (lib.imap0 packageProblems rows.packages)
    )
  ];
  firstOf =
    groups:
    if groups == [ ] then
      null
    else if builtins.head groups != [ ] then
      builtins.head (builtins.head groups)
    else
      firstOf (builtins.tail groups);
in
firstOf groups
