/**
  Return `checks` (derivations by name), and `doc` and `fullDoc` (documentChecks.nix). Nothing is
  evaluated before a check is used.

  The names for a package `p`:

  - `p-build`: the shipped products.
  - `p-test`, `p-bin-x-test`, `p-test-x`, `p-doctest`: tests of the library, of the program `x`,
    the integration test `x`, and examples in the documentation.
  - `p-example-x`, `p-bench-x`: compiled examples and benches.
  - `p-clippy`, `p-fmt`, `p-doc`: lints, format and documentation.
  - `plan`: the committed plan.

  `webChecks` are the checks of the apps for the browser (mkWeb.nix).
*/
{
  lib,
  lintedEntries,
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
  webChecks,
}:
let
  inherit (graphs)
    build
    tests
    benches
    docs
    ;
  job = mkJob { inherit (workspace) surface python system; };

  hasBench = package: builtins.any (target: target.kind == "bench") package.targets;
  hasBenches = arguments.checks.benches && builtins.any hasBench tests.plan.packages;
  benchEntries = lib.optionals hasBenches (
    builtins.filter ({ unit, ... }: unit.kind == "bench") benches.roots
  );

  linted = lintedEntries { inherit tests build benchEntries; };
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
  shipped = lib.mapAttrsToList (name: value: {
    name = "${name}-build";
    inherit value;
  }) packages.shipped;

  allChecks =
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
      inherit
        workspace
        arguments
        job
        graphs
        ;
    }
    ++ shipped
    ++ webChecks;
  # Two packages may have checks with the same name. The second gets a number.
  addNumbers =
    name:
    lib.imap0 (
      index:
      { value, ... }:
      {
        name = if index == 0 then name else "${name}-${toString (index + 1)}";
        inherit value;
      }
    );
  checksByName = builtins.groupBy ({ name, ... }: name) allChecks;
in
{
  checks = builtins.listToAttrs (builtins.concatLists (lib.mapAttrsToList addNumbers checksByName));
  inherit (documents) doc fullDoc;
}
