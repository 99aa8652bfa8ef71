/**
  Return the program that writes the committed plan `made` (mkCommittedPlan.nix) into the checkout.

  - `file`: the file of the committed plan, or null for `cargo-nix.json` in the source `root`.
  - `skeleton`: the manifests. The root manifest identifies the checkout.

  The source of a flake is a copy in the store. So the program looks for the checkout in the working
  directory and its parents: the checkout has the same root manifest at the same place.
*/
{
  moduleCommand,
  pathText,
  writeScript,
  ...
}:
{
  python,
  system,
  root,
  skeleton,
  file,
  made,
}:
let
  target = toString (if file == null then root + "/cargo-nix.json" else file);
  # The path below the store path, or null for a path outside of the store.
  inStorePath =
    path:
    let
      match = builtins.match "${builtins.storeDir}/[^/]+(/(.*))?" path;
      suffix = builtins.elemAt match 1;
    in
    if match == null then
      null
    else if suffix == null then
      ""
    else
      suffix;
  sourcePath = inStorePath (toString root);
  manifest = pathText.join skeleton.root "Cargo.toml";
  relative = inStorePath target;
  command = moduleCommand {
    inherit python system;
    name = "cargo-nix-update-plan";
    module = "cargo_nix.apps.update_plan";
    only = [
      "__init__.py"
      "errors.py"
      "apps/__init__.py"
      "apps/update_plan.py"
    ];
  };
  words = command ++ [
    made
    (if relative == null then target else relative)
    (if sourcePath == null then "" else pathText.join sourcePath manifest)
    (builtins.hashString "sha256" (builtins.unsafeDiscardStringContext skeleton.files.${manifest}))
  ];
  quote = word: "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] (toString word)}'";
in
writeScript {
  name = "update-plan";
  inherit python system;
  text = ''
    #!/bin/sh
    exec ${builtins.concatStringsSep " " (map quote words)} "$@"
  '';
}
// {
  meta = {
    mainProgram = "update-plan";
    description = "Write the committed plan of the Cargo workspace";
  };
}
