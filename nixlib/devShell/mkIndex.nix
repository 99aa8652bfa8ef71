/**
  Return the index of the dev shell: a file for each rustc call with a unit. With `prebuilt`, the
  index depends on the units, so Nix builds the units before the shell opens. Without `prebuilt`,
  the index contains the paths of the units only.
*/
{
  mkLibrary,
  runModule,
  ...
}:
{
  python,
  system,
  rows,
  crates,
  prebuilt,
  registry,
  program,
  environment,
}:
let
  library = mkLibrary {
    inherit system;
    python = python.builder;
    name = "cargo-nix-shell-index";
    only = [
      "__init__.py"
      "builder"
      "shell/__init__.py"
      "shell/call_text.py"
      "shell/crate_variables.py"
      "shell/script_variables.py"
      "shell/write_index.py"
    ];
  };
  # One derivation per first digit of a hash: an edit of Cargo.lock reads one part again.
  partOf = crate: builtins.substring 0 1 (builtins.hashString "sha256" crate.key);
  variablesOf =
    part:
    runModule {
      name = "cargo-nix-variables";
      inherit system;
      python = python.builder;
      inherit library;
      module = "cargo_nix.shell.crate_variables";
      args = builtins.concatMap (crate: [
        crate.key
        "${crate.archive or crate.src}"
      ]) part;
    };
  withoutContext =
    value: builtins.fromJSON (builtins.unsafeDiscardStringContext (builtins.toJSON value));
in
runModule {
  name = "cargo-nix-shell-index";
  inherit system;
  python = python.builder;
  inherit library;
  module = "cargo_nix.shell.write_index";
  request = {
    inherit registry program environment;
    units = if prebuilt then rows else withoutContext rows;
    variables = map variablesOf (builtins.attrValues (builtins.groupBy partOf crates));
  };
}
