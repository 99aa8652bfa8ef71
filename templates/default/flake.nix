{
  description = "One Rust package, built unit by unit";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.cargo-nix.url = "github:cargo-nix/cargo-nix";
  inputs.cargo-nix.inputs.nixpkgs.follows = "nixpkgs";

  outputs = { self, nixpkgs, cargo-nix }:
    let
      # One workspace for each system that nixpkgs has; nothing is evaluated before it is asked for.
      workspaces = builtins.mapAttrs
        (_system: pkgs: cargo-nix.lib.buildCargoWorkspace { inherit pkgs; src = ./.; })
        nixpkgs.legacyPackages;
    in
    {
      # nix build .#hello, nix run . -- Ada
      packages = builtins.mapAttrs (_system: workspace: workspace.packages // { inherit (workspace) default; }) workspaces;

      # nix develop: cargo, rustc, clippy and rustfmt of the same toolchain
      devShells = builtins.mapAttrs (_system: workspace: { default = workspace.devShell; }) workspaces;
    };
}
