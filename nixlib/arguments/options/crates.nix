/**
  The options of the group "Crates" (options.nix).
*/
{ types, ... }:
with types;
let
  exampleIndex = "sparse+https://crates.example.org/index/";
in
[
  {
    name = "outputHashes";
    type = either [
      (attrsOf name)
      file
    ];
    default = { };
    description = ''
      Hashes of git dependencies. The key is the source as Cargo.lock spells it; [`cargo-nix
      git-hashes`](command.md#cargo-nix-git-hashes) writes the JSON file. With a hash, nixpkgs'
      `fetchgit` fetches the repository during the build, and binary caches can have it. Without a
      hash, Nix fetches the repository during evaluation, with your ssh keys and git credentials:
      leave private repositories out. A source that is not in Cargo.lock is an error.
    '';
    example = "outputHashes = ./git-hashes.json;";
  }
  {
    name = "registries";
    type = attrsOf name;
    default = { };
    description = ''
      The addresses of the archives of a registry. The key is the source as Cargo.lock spells it;
      the value is `dl` in the `config.json` of the registry's index, with markers such as
      `{crate}`. Every registry except the default one needs an entry. An entry for the default
      registry selects a mirror. Downloads use no credentials.
    '';
    example = ''registries."${exampleIndex}" = "https://crates.example.org/dl";'';
  }
]
