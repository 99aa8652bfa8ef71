/**
  Return `checks` (derivations by name), `doc` and `fullDoc` (documentChecks.nix). Nothing of this is
  evaluated before a check is asked for.

  The names, for a package `p`: `p-build` (what is shipped of it), `p-test` (the library's own tests),
  `p-bin-x-test`, `p-test-x` (tests/x.rs), `p-doctest`, `p-example-x`, `p-bench-x` (compiled),
  `p-clippy`, `p-fmt`, `p-doc`; and `plan`, `plan-test` and so on for committed plans.
*/
{
  entryGroups,
  mkJob,
  testChecks,
  clippyChecks,
  formatChecks,
  documentChecks,
  planChecks,
  ...
}:
{
  workspace,
  arguments,
  graphs,
  packages,
}:
let
  inherit (entryGroups)
    byPackage
    distinct
    isMember
    targetKey
    ;
  inherit (graphs)
    build
    tests
    benches
    docs
    ;
  job = mkJob { inherit (workspace) surface python system; };

  hasBench = package: builtins.any (target: target.kind == "bench") package.targets;
  benchEntries =
    if arguments.checks.benches && builtins.any hasBench tests.plan.packages then
      builtins.filter ({ unit, ... }: unit.kind == "bench") benches.roots
    else
      [ ];

  # All targets, as `cargo clippy --all-targets`: those of the tests' graph, then those that only the
  # build's graph has.
  linted =
    let
      isLinted =
        entry:
        isMember entry
        && builtins.elem entry.unit.mode [
          "build"
          "test"
        ];
      modeKey = entry: "${targetKey entry} ${entry.unit.mode}";
      first = builtins.filter isLinted tests.units ++ benchEntries;
      isInFirst = builtins.groupBy modeKey first;
      others = builtins.filter (entry: isLinted entry && !(isInFirst ? ${modeKey entry})) build.units;
    in
    builtins.attrValues (byPackage (distinct ({ unit, ... }: unit.identity) (first ++ others)));
  documents = documentChecks {
    inherit
      workspace
      arguments
      job
      build
      tests
      docs
      ;
  };
  shipped = builtins.attrValues (
    builtins.mapAttrs (name: value: {
      name = "${name}-build";
      inherit value;
    }) packages.shipped
  );

  all =
    testChecks {
      inherit
        workspace
        arguments
        job
        tests
        benchEntries
        ;
    }
    ++ clippyChecks {
      inherit workspace arguments job;
      byPackage = linted;
    }
    ++ formatChecks {
      inherit workspace job;
      inherit (tests) sourceOf;
      byPackage = linted;
    }
    ++ documents.checks
    ++ planChecks {
      inherit workspace job;
      inherit (graphs) committed;
    }
    ++ shipped;
  # Two packages may give one name (`a-test`, and a test `x` of `a`): the second gets a number.
  numbered =
    name: checks:
    builtins.genList (n: {
      name = if n == 0 then name else "${name}-${toString (n + 1)}";
      inherit (builtins.elemAt checks n) value;
    }) (builtins.length checks);
  byName = builtins.groupBy ({ name, ... }: name) all;
in
{
  checks = builtins.listToAttrs (
    builtins.concatLists (builtins.attrValues (builtins.mapAttrs numbered byName))
  );
  inherit (documents) doc fullDoc;
}
