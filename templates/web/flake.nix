{
  description = "A server and a page in the browser, from one workspace: axum and yew";

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
          workspace = true;
          # The package `app` in the browser. The server has the same package with other features.
          web.site = {
            package = "app";
            features = [ "hydrate" ];
            # wasmOpt = nixpkgs.legacyPackages.${system}.binaryen;
          };
          # No macro reads files of these packages, so an edit of the page or of its style compiles
          # nothing.
          packageOverrides.app.macroInputs = [ ];
          packageOverrides.server.macroInputs = [ ];
          # Tests with `run_in_browser` need a driver and a browser.
          # wasmBindgen.driver = nixpkgs.legacyPackages.${system}.chromedriver;
          # wasmBindgen.browser = nixpkgs.legacyPackages.${system}.chromium;
        }
      ) cargo-nix.packages;

      # The server with the page, as one program.
      serve =
        system: workspace:
        nixpkgs.legacyPackages.${system}.writeShellScriptBin "serve" ''
          SITE=${workspace.web.site} exec ${workspace.packages.server}/bin/server "$@"
        '';
    in
    {
      # nix build .#site leaves the files of the page in result, and nix run starts the server
      packages = builtins.mapAttrs (
        system: workspace:
        workspace.packages
        // workspace.web
        // {
          default = serve system workspace;
        }
      ) workspaces;

      # nix run .#update-plan
      apps = builtins.mapAttrs (system: workspace: {
        inherit (workspace.apps) update-plan;
        default = {
          type = "app";
          program = "${serve system workspace}/bin/serve";
        };
      }) workspaces;

      # nix flake check: tests on this machine and in node, clippy, rustfmt and rustdoc
      checks = builtins.mapAttrs (_system: workspace: workspace.checks) workspaces;

      # nix develop: cargo, rustc, clippy and rustfmt of the same toolchain
      devShells = builtins.mapAttrs (_system: workspace: {
        default = workspace.devShell;
      }) workspaces;
    };
}
