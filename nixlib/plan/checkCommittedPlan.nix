/**
  Return true if the committed plan `committed` belongs to this `system` and to these inputs.
  Otherwise stop with the command `refresh`, which writes the plan again.
*/
{ fail, ... }:
{
  committed,
  inputs,
  system,
  fileName,
  refresh,
}:
let
  writeAgain = "write the plan again: ${refresh}";
  removeArgument = "remove `committedPlan`: Nix then makes the plan during evaluation";
  # Systems of Nix and triples have the same names of architectures, except armv7.
  systemParts = builtins.match "([^-]*)-(.*)" (
    builtins.replaceStrings [ "armv7l" ] [ "armv7" ] system
  );
  architecture = builtins.head systemParts;
  operatingSystem = builtins.elemAt systemParts 1;
  triplePattern = "${architecture}[a-z]*-.*${operatingSystem}.*";
  isForSystem = triple: builtins.match triplePattern triple != null;
in
if !(isForSystem committed.host) then
  fail {
    problem = "the committed plan is for another system";
    at = "${fileName}: host";
    expected = "a triple of ${system}";
    got = committed.host;
    waysOut = [
      "select a plan by system: committedPlan = ./plans + \"/\${system}.json\""
      "write the plan on this system: ${refresh}"
      removeArgument
    ];
  }
else if committed.inputs != inputs then
  fail {
    problem = "the committed plan is stale: manifests, Cargo.lock or the selection have changed";
    at = "${fileName}: inputs";
    expected = inputs;
    got = committed.inputs;
    waysOut = [
      writeAgain
      removeArgument
    ];
  }
else
  true
