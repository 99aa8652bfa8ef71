/**
  Return the first invalid value of the committed plan `plan`, as `{ problem, at, expected, got }`,
  or null. `at` is the place in the plan.

  Each field must have its type (planFields.nix). A unit depends only on units before it, so there
  are no cycles. Other numbers are indexes of existing rows. `crateNames` are the locked crates,
  or null to accept any crate, and `commandNames` the commands that the outputs need.
*/
{
  lib,
  pathText,
  planFields,
  unitDependencies,
  ...
}:
{
  plan,
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
  rowProblems =
    name: type: rows:
    builtins.concatLists (lib.imap0 (index: typeProblems type "${name}[${toString index}]") rows);

  countOf = name: builtins.length plan.${name};
  limits = {
    units = countOf "units";
    packages = countOf "packages";
    sets = builtins.length (plan.sets or [ ]);
  };
  # The first index of `indexes` that is not below `limit`.
  indexProblems =
    at: limit: indexes:
    map (index: problem at "indexes below ${toString limit}" (toString index)) (
      lib.take 1 (builtins.filter (index: index >= limit) indexes)
    );

  unitProblems =
    index: row:
    let
      at = "units[${toString index}]";
      unit = planFields.unit.complete row;
      externs = map (extern: extern.unit) unit.externs;
      cfg = if unit.run == null then "host" else unit.run.cfg;
    in
    indexProblems at index (unitDependencies unit ++ externs)
    ++ indexProblems "${at}.package" limits.packages [ unit.package ]
    ++ lib.optional (!(plan.cfg ? ${cfg})) (problem "${at}.run.cfg" "a key of `cfg`" cfg);
  packageProblems =
    index: row:
    let
      at = "packages[${toString index}]";
      package = planFields.package.complete row;
      inherit (package.origin) crate directory;
      isInside = target: pathText.normalise directory target.src_path != null;
    in
    if directory == null then
      lib.optional (crateNames != null && !(builtins.elem crate crateNames)) (
        problem "${at}.origin.crate" "a crate in Cargo.lock" (toString crate)
      )
    else
      map (target: problem "${at}.targets" "paths inside of the source" target.src_path) (
        builtins.filter (target: !(isInside target)) package.targets
      );
  commandProblems =
    name:
    let
      command = planFields.command.complete plan.commands.${name};
      members = builtins.concatLists (builtins.attrValues command.members);
      sets = builtins.concatMap builtins.attrValues (builtins.attrValues command.files);
    in
    indexProblems "commands.${name}" limits.units (command.units ++ command.roots ++ members)
    ++ indexProblems "commands.${name}.files" limits.sets sets;

  # Each group is checked only if the groups before have no problem.
  groups = [
    (typeProblems planFields.plan "plan" plan)
    (map (name: problem "commands" "a command `${name}`" "no such command") (
      builtins.filter (name: !(plan.commands ? ${name})) commandNames
    ))
    (
      builtins.concatMap (
        name: typeProblems planFields.command "commands.${name}" plan.commands.${name}
      ) (builtins.attrNames plan.commands)
      ++ rowProblems "packages" planFields.package plan.packages
      ++ rowProblems "sets" planFields.set (plan.sets or [ ])
      ++ rowProblems "units" planFields.unit plan.units
    )
    (
      builtins.concatMap commandProblems (builtins.attrNames plan.commands)
      ++ builtins.concatLists (lib.imap0 packageProblems plan.packages)
      ++ builtins.concatLists (lib.imap0 unitProblems plan.units)
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
