/**
  The options of the group "Crates" (options.nix).
*/
{ types, ... }:
with types;
let
  exampleIndex = "sparse+https://crates.example.org/index/";
  registry = set [
    {
      name = "dl";
      type = name;
      description = ''
        The address of the archives: `dl` in the `config.json` of the registry's index. An address
        with user and password is an error.
      '';
      example = ''registries."${exampleIndex}".dl = "https://crates.example.org/dl";'';
    }
    {
      name = "token";
      type = nullOr name;
      default = null;
      description = ''
        The place of the token that Cargo sends as `Authorization`: the name in `[registries]`, or
        the absolute path of a file with the token. With a name, the fetcher reads the variable
        `CARGO_REGISTRIES_<NAME>_TOKEN` in the environment of the Nix daemon, as `cargo:token` does.
        The sandbox must show the file. The token is in no derivation and in no log.
      '';
      example = ''registries."${exampleIndex}".token = "example";'';
    }
    {
      name = "netrc";
      type = nullOr name;
      default = null;
      description = ''
        The absolute path of a netrc file with user and password, as a string. The sandbox must show
        the file.
      '';
      example = ''registries."${exampleIndex}".netrc = "/etc/nix/netrc";'';
    }
  ];
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
      hash, and for `ssh://` addresses, Nix fetches the repository during evaluation, with your ssh
      keys and git credentials. A source that is not in Cargo.lock is an error. See
      [sources.md](sources.md#git-dependencies).
    '';
    example = "outputHashes = ./git-hashes.json;";
  }
  {
    name = "registries";
    type = attrsOf (either [
      name
      registry
    ]);
    default = { };
    description = ''
      The addresses of the archives of a registry. The key is the source as Cargo.lock spells it;
      the value is `dl` in the `config.json` of the registry's index, with markers such as
      `{crate}`, or a set with `dl` and credentials, described below. Every registry except the
      default one needs an entry. An entry for the default registry selects a mirror. See
      [sources.md](sources.md#registries).
    '';
    example = ''registries."${exampleIndex}" = "https://crates.example.org/dl";'';
  }
]
