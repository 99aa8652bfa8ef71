{
  description = "A workspace with all checks: tests, doctests, clippy, rustfmt and rustdoc";

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
      # One workspace per system. Nix evaluates a system only when you build for it.
      workspaces = builtins.mapAttrs (
        system: _tools:
        cargo-nix.lib.buildCargoWorkspace {
          pkgs = nixpkgs.legacyPackages.${system};
          src = ./.;
          # All members, as `cargo test --workspace --exclude …` selects them.
          workspace = true;
          # exclude = [ "words" ];
          # The tests of one package: more files, programs on PATH, arguments, a writable directory.
          # packageOverrides.tally = {
          #   extraFiles = [ "corpus" ];
          #   test.inputs = [ nixpkgs.legacyPackages.${system}.git ];
          #   test.args = [ "--skip" "slow" ];
          #   test.writable = true;
          # };
          # Run all tests with nextest.
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
        }
      ) workspaces;

      # nix run .#tally, nix run .#update-plan
      apps = builtins.mapAttrs (_system: workspace: workspace.apps) workspaces;

      # nix flake check runs all checks, nix build .#checks.x86_64-linux.words-clippy runs one
      checks = builtins.mapAttrs (_system: workspace: workspace.checks) workspaces;

      # nix develop: the same toolchain, and the locked crates, so that Cargo needs no network
      devShells = builtins.mapAttrs (_system: workspace: {
        default = workspace.devShell;
      }) workspaces;
    };
}
