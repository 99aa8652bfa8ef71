{
  description = "A toolchain from fenix, for this machine and for WebAssembly";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.fenix.url = "github:nix-community/fenix";
  inputs.fenix.inputs.nixpkgs.follows = "nixpkgs";
  inputs.cargo-nix.url = "github:cargo-nix/cargo-nix";
  inputs.cargo-nix.inputs.nixpkgs.follows = "nixpkgs";

  outputs =
    {
      self,
      nixpkgs,
      fenix,
      cargo-nix,
    }:
    let
      # Two workspaces per system: one for the machine, one for WebAssembly. Both use one toolchain,
      # so they share the units for the machine: build scripts, proc-macros and their dependencies.
      workspaces = builtins.mapAttrs (
        system: rust:
        let
          build =
            target:
            cargo-nix.lib.buildCargoWorkspace {
              pkgs = nixpkgs.legacyPackages.${system};
              src = ./.;
              # A target needs its standard library beside the compiler.
              toolchain = rust.combine [
                rust.stable.toolchain
                rust.targets.wasm32-unknown-unknown.stable.rust-std
              ];
              inherit target;
            };
        in
        {
          native = build null;
          wasm = build "wasm32-unknown-unknown";
        }
      ) (builtins.intersectAttrs cargo-nix.packages fenix.packages);
    in
    {
      # nix run . -- 84 36; nix build .#wasm leaves the module in result/lib/gcd.wasm
      packages = builtins.mapAttrs (
        system:
        { native, wasm }:
        native.packages
        // {
          inherit (native) default;
          wasm = wasm.default;
        }
      ) workspaces;

      # nix run .#NAME, nix run .#update-plan
      apps = builtins.mapAttrs (_system: workspace: workspace.apps) workspaces;

      # nix flake check: tests, doctests, clippy, rustfmt and rustdoc
      checks = builtins.mapAttrs (_system: { native, ... }: native.checks) workspaces;

      devShells = builtins.mapAttrs (_system: workspace: {
        default = workspace.native.devShell;
      }) workspaces;
    };
}
