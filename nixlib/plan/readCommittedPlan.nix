/**
  Return the committed plan of a file:

  - `problem`: the arguments of message.nix for an unusable file, or null. The plan is readable
    only without a problem.
  - `plan`: the plan with all defaults, or an error. A stale plan can be read, so that the outputs
    have names.
  - `useProblem`: like `problem`, also for a stale plan and for a plan of another system.
  - `usable`: true, or the error of `useProblem`.

  Nothing is built. `file` is the file, `fileName` its name in messages, and `inputs` the hash of
  the inputs (inputsHash.nix). See planProblem.nix for `crateNames` and `commandNames`.
*/
{
  fail,
  lib,
  planOfSystem,
  planProblem,
  planText,
  planWaysOut,
  readText,
  ...
}:
{
  file,
  fileName,
  schema,
  inputs,
  system,
  crateNames,
  commandNames,
}:
let
  systems = [ json.system ] ++ builtins.attrNames (json.systems or { });
  waysOut = planWaysOut {
    inherit fileName;
    compiler = builtins.concatStringsSep "" (lib.take 1 json.rustc);
    systems = systems ++ [ system ];
  };
  text = readText {
    location = file;
    path = fileName;
  };
  json = builtins.fromJSON text;
  textProblem = planText.problemOf schema text;
  isStale = json.inputs or null != inputs;
  parts = planOfSystem {
    plan = json;
    inherit system;
  };
  valueProblem = planProblem {
    plan = json;
    inherit parts system;
    # A stale plan belongs to another lock file, and perhaps to other commands.
    crateNames = if isStale then null else crateNames;
    commandNames = if isStale then [ ] else commandNames;
  };
  problem =
    if !(builtins.pathExists file) then
      {
        problem = "the committed plan does not exist";
        at = fileName;
        expected = "a file that `nix run .#update-plan` wrote";
        got = "no file";
        waysOut = waysOut.missing;
      }
    else if textProblem != null then
      textProblem
      // {
        at = fileName;
        waysOut = waysOut.broken;
      }
    else if valueProblem != null then
      valueProblem
      // {
        at = "${fileName}: ${valueProblem.at}";
        waysOut = waysOut.broken;
      }
    else
      null;

  useProblem =
    if problem != null then
      problem
    else if isStale then
      {
        problem = "the committed plan is stale: its inputs have changed";
        at = "${fileName}: inputs";
        expected = inputs;
        got = json.inputs;
        waysOut = waysOut.stale;
      }
    else if !(builtins.elem system systems) then
      {
        problem = "the committed plan is for another system";
        at = "${fileName}: systems";
        expected = "a plan of ${system}";
        got = builtins.concatStringsSep ", " systems;
        waysOut = waysOut.otherSystem;
      }
    else
      null;
in
{
  inherit problem useProblem;
  plan = if problem == null then parts.complete else fail problem;
  usable = if useProblem == null then true else fail useProblem;
}
