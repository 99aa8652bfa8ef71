/**
  Return the plan as a value: from the file `committedPlan`, or from `planDerivation` (import from derivation).

  A committed plan must be of this schema, made on a machine like this one and from these inputs; anything else stops with
  the command that writes it anew, `refresh` of the value. That command is a package of the same flake, whose names are
  looked at before it runs: so the value is there if it can be read at all, and `usable`, which all of its derivations look at, stops.
*/
{
  fail,
  inputsHash,
  parsePlan,
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
  committed = parsePlan {
    text = builtins.readFile committedPlan;
    inherit fileName schema refresh;
  };
  # Nix calls an architecture as a triple does, but for one.
  platform = builtins.match "([^-]*)-(.*)" (builtins.replaceStrings [ "armv7l" ] [ "armv7" ] system);
  isHere =
    host:
    builtins.match "${builtins.head platform}[a-z]*-.*${builtins.elemAt platform 1}.*" host != null;
  inputs = inputsHash { inherit skeleton selection schema; };
  flags = builtins.concatStringsSep "" (
    map (package: " -p ${package}") selection.packages
    ++ map (feature: " --features ${feature}") selection.features
    ++ (if selection.workspace then [ " --workspace" ] else [ ])
    ++ map (package: " --exclude ${package}") selection.exclude
    ++ map (word: " ${word}") selection.cargoTargets
    ++ (if selection.allFeatures then [ " --all-features" ] else [ ])
    ++ (if selection.noDefaultFeatures then [ " --no-default-features" ] else [ ])
    ++ (if selection.profile == "release" then [ ] else [ " --profile ${selection.profile}" ])
    ++ (if selection.target == null then [ ] else [ " --target ${selection.target}" ])
    ++ (if selection.command == "build" then [ ] else [ " --for ${selection.command}" ])
    ++ (if skeleton.root == "" then [ ] else [ " --cargo-root ${skeleton.root}" ])
  );
  file = if fileName == "cargo-nix.json" then "" else " --out ${fileName}";
  refresh = "nix run .#cargo-nix -- plan${flags}${file}";
  # Looking at a path makes all that its text stands for, one part after the other.
  manifestsMade = builtins.foldl' (
    _before: part:
    builtins.seq (builtins.pathExists "${builtins.head part}${builtins.substring 0 0 (toString part)}") null
  ) null manifestParts;
in
if committedPlan == null then
  # The text names store paths nowhere; what context it has is that of reading it.
  builtins.seq manifestsMade (
    builtins.fromJSON (builtins.unsafeDiscardStringContext (builtins.readFile planDerivation))
    // {
      usable = true;
    }
  )
else if committed.schema or null != schema then
  fail {
    problem = "the committed plan is of another schema version";
    at = "${fileName}: schema";
    expected = toString schema;
    got = builtins.toJSON (committed.schema or null);
    waysOut = [
      "write it again: ${refresh}"
      "use the cargo-nix that wrote it"
      "leave `committedPlan` out: the plan is then made while evaluating"
    ];
  }
else
  committed
  // {
    inherit refresh;
    usable =
      if !(isHere committed.host) then
        fail {
          problem = "the committed plan is of another machine";
          at = "${fileName}: host";
          expected = "a triple of ${system}";
          got = committed.host;
          waysOut = [
            "name a plan by system: committedPlan = ./plans + \"/\${system}.json\""
            "write it on such a machine: ${refresh}"
            "leave `committedPlan` out: the plan is then made while evaluating"
          ];
        }
      else if committed.inputs != inputs then
        fail {
          problem = "the committed plan is stale: it was made from other manifests, another Cargo.lock or another selection";
          at = "${fileName}: inputs";
          expected = inputs;
          got = committed.inputs;
          waysOut = [
            "write it again: ${refresh}"
            "leave `committedPlan` out: the plan is then made while evaluating"
          ];
        }
      else
        true;
  }
