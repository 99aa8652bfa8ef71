{
  description = "A flake of flake-parts, with a program that counts words";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.flake-parts.url = "github:hercules-ci/flake-parts";
  inputs.flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs";
  inputs.cargo-nix.url = "github:cargo-nix/cargo-nix";
  inputs.cargo-nix.inputs.nixpkgs.follows = "nixpkgs";

  outputs =
    inputs@{ flake-parts, cargo-nix, ... }:
    flake-parts.lib.mkFlake { inherit inputs; } {
      imports = [ cargo-nix.flakeModules.default ];
      systems = builtins.attrNames cargo-nix.packages;

      perSystem = { config, ... }: {
        # The arguments of buildCargoWorkspace
        cargo-nix = {
          src = ./.;
          checks.profile = "dev";
        };

        # The documentation of the package: nix build .#doc
        packages.doc = config.cargoWorkspace.doc;
      };
    };
}
