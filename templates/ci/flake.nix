{
  description = "A workspace with all checks: tests, doctests, clippy, rustfmt and pages, each a derivation of its own";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.cargo-nix.url = "github:cargo-nix/cargo-nix";
  inputs.cargo-nix.inputs.nixpkgs.follows = "nixpkgs";

  outputs =
    {
      self,
      nixpkgs,
      cargo-nix,
    }:
    let
      # One workspace for each system that cargo-nix has; nothing is evaluated before it is asked for.
      workspaces = builtins.mapAttrs (
        system: _tools:
        cargo-nix.lib.buildCargoWorkspace {
          pkgs = nixpkgs.legacyPackages.${system};
          src = ./.;
          # Every member, as with `cargo test --workspace --exclude …`.
          workspace = true;
          # exclude = [ "words" ];
          # For the tests of one package: programs on their PATH, arguments, files of elsewhere, a copy to write to.
          # packageOverrides.tally.test.inputs = [ nixpkgs.legacyPackages.${system}.git ];
          # packageOverrides.tally.test.args = [ "--skip" "slow" ];
          # packageOverrides.tally.extraFiles = [ "corpus" ];
          # packageOverrides.tally.test.writable = true;
          # For all of them: nextest in the place of Rust's own harness.
          # checks.nextest = nixpkgs.legacyPackages.${system}.cargo-nextest;
        }
      ) cargo-nix.packages;
    in
    {
      # nix build .#tally, nix build .#doc
      packages = builtins.mapAttrs (
        system: workspace:
        workspace.packages
        // {
          inherit (workspace) default doc;
          # nix run .#cargo-nix -- plan
          inherit (cargo-nix.packages.${system}) cargo-nix;
        }
      ) workspaces;

      # nix flake check runs all of them, nix build .#checks.x86_64-linux.words-clippy runs one
      checks = builtins.mapAttrs (_system: workspace: workspace.checks) workspaces;

      # nix run .#tally
      apps = builtins.mapAttrs (_system: workspace: workspace.apps) workspaces;

      # nix develop: cargo, rustc, clippy and rustfmt of the same toolchain, and the locked crates: no network needed
      devShells = builtins.mapAttrs (_system: workspace: { default = workspace.devShell; }) workspaces;
    };
}
