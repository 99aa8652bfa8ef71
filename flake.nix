{
  description = "Nix builds Rust workspaces, one derivation per Cargo compilation unit";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      forEachSystem =
        make:
        builtins.listToAttrs (
          map (system: {
            name = system;
            value = make system nixpkgs.legacyPackages.${system};
          }) systems
        );
      nixlib = import ./nixlib { };
      templates = import ./templates;
      toolsOf = pkgs: import ./dev/tools.nix { inherit pkgs nixlib; };
    in
    {
      lib = { inherit (nixlib) buildCargoWorkspace; };

      packages = forEachSystem (
        system: pkgs:
        {
          cargo-nix = nixlib.mkCli { inherit pkgs; };
          default = self.packages.${system}.cargo-nix;
        }
        // (if pkgs ? mdbook then { docs = import ./dev/docs.nix { inherit pkgs; }; } else { })
      );

      # flake-parts: `perSystem.cargo-nix` takes the arguments of buildCargoWorkspace.
      flakeModules.default = nixlib.flakeModule;
      # pkgs.buildCargoWorkspace and pkgs.cargo-nix
      overlays.default = nixlib.overlay;

      inherit templates;

      checks = forEachSystem (
        system: pkgs:
        import ./tests/checks.nix {
          inherit pkgs templates;
          cargo-nix = self;
          tools = toolsOf pkgs;
        }
      );

      # nixfmt, built by cargo-nix.
      formatter = forEachSystem (_system: pkgs: (toolsOf pkgs).formatter);

      devShells = forEachSystem (
        system: pkgs: {
          default = pkgs.mkShell {
            packages = (toolsOf pkgs).packages ++ [ self.formatter.${system} ];
          };
        }
      );
    };
}
