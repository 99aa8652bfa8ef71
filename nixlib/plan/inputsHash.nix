/**
  Return the hash of all inputs of a committed plan. A plan with another hash is stale.

  - `skeleton`: the manifests (readSkeleton.nix).
  - `selections`: the selection of each command by name.
  - `scanFiles`, `macroInputs`: the arguments that decide about file sets. `macroInputs` has the
    names of the packages with this setting.
  - `toolchain`: readToolchain.nix. Evaluation cannot run rustc, so the hash has the names and
    versions of the derivations. The check `plan` compares the answers of rustc.
  - `schema`: the version of the format.
*/
_scope:
{
  skeleton,
  selections,
  scanFiles,
  macroInputs,
  toolchain,
  schema,
}:
let
  hashOf = text: builtins.hashString "sha256" (builtins.unsafeDiscardStringContext text);
  programOf = name: {
    name = toolchain.${name}.name or null;
    version = toolchain.${name}.version or null;
  };
  content = {
    inherit (skeleton) root names;
    files = builtins.mapAttrs (_path: hashOf) skeleton.files;
    toolchain = map programOf [
      "cargo"
      "rustc"
    ];
    inherit
      selections
      scanFiles
      macroInputs
      schema
      ;
  };
in
hashOf (builtins.toJSON content)
