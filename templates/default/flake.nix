{
  description = "One Rust package, built unit by unit";

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
        }
      ) cargo-nix.packages;
    in
    {
      # nix build .#hello, nix run . -- Ada
      packages = builtins.mapAttrs (
        system: workspace:
        workspace.packages
        // {
          inherit (workspace) default;
        }
      ) workspaces;

      # nix run .#NAME, nix run .#update-plan
      apps = builtins.mapAttrs (_system: workspace: workspace.apps) workspaces;

      # nix flake check: tests, doctests, clippy, rustfmt and rustdoc
      checks = builtins.mapAttrs (_system: workspace: workspace.checks) workspaces;

      # nix develop: cargo, rustc, clippy and rustfmt of the same toolchain
      devShells = builtins.mapAttrs (_system: workspace: {
        default = workspace.devShell;
      }) workspaces;
    };
}
