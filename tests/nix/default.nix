/**
  Run the unit tests of nixlib and return `{ count, failures }`: the number of tests, and a text for
  each failed test.

  A file of a folder below `directory` is a function from nixlib's import table `scope` to tests by
  their claims: `{ expr, expected }` each.
*/
{
  scope ? (import ../../nixlib { }).scope,
  directory ? ./.,
}:
let
  difference = import ./difference.nix;

  isTestFile = name: builtins.match ".*\\.nix" name != null;
  filesIn =
    folder:
    map (name: "${folder}/${name}") (
      builtins.filter isTestFile (builtins.attrNames (builtins.readDir (directory + "/${folder}")))
    );
  entries = builtins.readDir directory;
  folders = builtins.filter (name: entries.${name} == "directory") (builtins.attrNames entries);
  testsIn =
    file:
    let
      tests = import (directory + "/${file}") scope;
    in
    map (claim: tests.${claim} // { inherit file claim; }) (builtins.attrNames tests);
  tests = builtins.concatMap testsIn (builtins.concatMap filesIn folders);

  linesOf =
    { expr, expected, ... }:
    let
      result = builtins.tryEval (builtins.deepSeq expr expr);
    in
    if result.success then difference expected result.value else [ ": evaluation stopped" ];
  failureOf =
    test:
    let
      lines = linesOf test;
      head = "${test.file}: ${test.claim}";
    in
    if lines == [ ] then
      [ ]
    else
      [ (builtins.concatStringsSep "\n  " ([ head ] ++ map (line: "value${line}") lines)) ];
in
{
  count = builtins.length tests;
  failures = builtins.concatMap failureOf tests;
}
