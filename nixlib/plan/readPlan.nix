/**
  Return the plan as a value: from the committed file `plan`, or from the derivation `made` (import from derivation).

  A committed plan must be of this schema and made from these inputs; anything else stops with the command that
  writes it anew.
*/
{ fail, inputsHash, ... }:
{ plan, made, skeleton, selection }:
let
  schema = 1;
  committed = builtins.fromJSON (builtins.readFile plan);
  shown = baseNameOf (toString plan);
  inputs = inputsHash { inherit skeleton selection schema; };
  flags = builtins.concatStringsSep "" (
    map (package: " -p ${package}") selection.packages
    ++ map (feature: " --features ${feature}") selection.features
    ++ (if selection.workspace then [ " --workspace" ] else [ ])
    ++ map (package: " --exclude ${package}") selection.exclude
    ++ map (word: " ${word}") selection.targets
    ++ (if selection.allFeatures then [ " --all-features" ] else [ ])
    ++ (if selection.defaultFeatures then [ ] else [ " --no-default-features" ])
    ++ (if selection.profile == "release" then [ ] else [ " --profile ${selection.profile}" ])
    ++ (if selection.target == null then [ ] else [ " --target ${selection.target}" ])
    ++ (if selection.command == "build" then [ ] else [ " --for ${selection.command}" ])
  );
  file = if shown == "cargo-nix.json" then "" else " --out ${shown}";
  refresh = "nix run .#cargo-nix -- plan${flags}${file}";
in
if plan == null then
# The text names store paths nowhere; what context it has is that of reading it.
  builtins.fromJSON (builtins.unsafeDiscardStringContext (builtins.readFile made))
else if committed.schema or null != schema then
  fail
  {
    problem = "the committed plan is of another schema version";
    at = "${shown}: schema";
    expected = toString schema;
    got = builtins.toJSON (committed.schema or null);
    waysOut = [ "write it again: ${refresh}" "use the cargo-nix that wrote it" "leave `plan` out: it is then made while evaluating" ];
  }
else if committed.inputs != inputs then
  fail
  {
    problem = "the committed plan is stale: it was made from other manifests, another Cargo.lock or another selection";
    at = "${shown}: inputs";
    expected = inputs;
    got = committed.inputs;
    waysOut = [ "write it again: ${refresh}" "leave `plan` out: it is then made while evaluating" ];
  }
else committed
