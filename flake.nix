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
    in
    {
      lib = { inherit (nixlib) buildCargoWorkspace; };

      packages = forEachSystem (
        system: pkgs: {
          cargo-nix = nixlib.mkCli { inherit pkgs; };
          default = self.packages.${system}.cargo-nix;
        }
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
        }
      );

      devShells = forEachSystem (
        system: pkgs: {
          default = pkgs.mkShell {
            packages = [
              (pkgs.python3.withPackages (ps: [
                ps.tomli
                ps.tomli-w
                ps.networkx
                ps.pydantic
                ps.tree-sitter
                ps.tree-sitter-rust
                ps.pytest
                ps.hypothesis
                ps.rich
              ]))
              pkgs.cargo
              pkgs.rustc
              pkgs.git
            ]
            ++ (if pkgs ? nix-prefetch-git then [ pkgs.nix-prefetch-git ] else [ ]);
          };
        }
      );

      formatter = forEachSystem (
        _system: pkgs:
        # nixfmt, built by cargo-nix.
        import ./dev/formatter.nix { inherit pkgs nixlib; }
      );
    };
}
