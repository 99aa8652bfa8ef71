/**
  Return the plan as a value: from the file `committedPlan`, or from `planDerivation` (import from
  derivation) if `committedPlan` is null. The value has two attributes beside the plan:

  - `usable`: true, or an error if the committed plan belongs to another system or other inputs.
  - `refresh`: for a committed plan, the command that writes the plan again.

  A damaged committed plan (parsePlan.nix), or one of another schema, is an error at once.
  `usable` is separate because `refresh` runs a package of the same flake: Nix must see the names
  of all packages first.
*/
{
  fail,
  inputsHash,
  parsePlan,
  refreshCommand,
  checkCommittedPlan,
  ...
}:
{
  committedPlan,
  fileName,
  planDerivation,
  manifestParts,
  skeleton,
  selection,
  system,
}:
let
  schema = 3;
  refresh = refreshCommand { inherit selection skeleton fileName; };
  writeAgain = "write the plan again: ${refresh}";

  committed = parsePlan {
    text = builtins.readFile committedPlan;
    inherit fileName schema refresh;
  };
  stopAtSchema = fail {
    problem = "the committed plan has another schema version";
    at = "${fileName}: schema";
    expected = toString schema;
    got = builtins.toJSON (committed.schema or null);
    waysOut = [
      writeAgain
      "use the cargo-nix that wrote the plan"
      "remove `committedPlan`: Nix then makes the plan during evaluation"
    ];
  };

  # `pathExists` builds all derivations in the context of its argument, here one part after
  # another.
  buildPart =
    part:
    let
      context = builtins.substring 0 0 (toString part);
    in
    builtins.pathExists "${builtins.head part}${context}";
  manifestsAreBuilt = builtins.foldl' (
    _previous: part: builtins.seq (buildPart part) null
  ) null manifestParts;
  planText = builtins.seq manifestsAreBuilt (builtins.readFile planDerivation);
in
if committedPlan == null then
  # The text contains no store path, so its context is only the plan's derivation.
  builtins.fromJSON (builtins.unsafeDiscardStringContext planText) // { usable = true; }
else if committed.schema or null != schema then
  stopAtSchema
else
  committed
  // {
    inherit refresh;
    usable = checkCommittedPlan {
      inherit
        committed
        system
        fileName
        refresh
        ;
      inputs = inputsHash { inherit skeleton selection schema; };
    };
  }
