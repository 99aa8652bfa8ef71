{
  description = "The shape of flake-parts: mkFlake over the module system of nixpkgs' library";

  inputs.nixpkgs-lib.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs-lib }:
    let
      inherit (nixpkgs-lib) lib;
      inherit (lib) mkOption types;
      flake-parts-lib.mkPerSystemOption =
        module:
        mkOption {
          type = types.deferredModuleWith { staticModules = [ module ]; };
        };
      outputsOfSystem = [
        "packages"
        "apps"
        "checks"
        "devShells"
      ];

      topLevel = { lib, ... }: {
        options = {
          systems = mkOption { type = types.listOf types.str; };
          perSystem = mkOption {
            type = types.deferredModule;
            default = { };
          };
        };
      };
      ofSystem.options = lib.genAttrs outputsOfSystem (
        _name:
        mkOption {
          type = types.lazyAttrsOf types.raw;
          default = { };
        }
      );
    in
    {
      lib.mkFlake =
        { inputs }:
        module:
        let
          inherit
            (lib.evalModules {
              modules = [
                topLevel
                module
              ];
              specialArgs = { inherit inputs flake-parts-lib; };
            })
            config
            ;
          evaluated = lib.genAttrs config.systems (
            system:
            (lib.evalModules {
              modules = [
                ofSystem
                config.perSystem
              ];
              specialArgs = {
                inherit system;
                pkgs = inputs.nixpkgs.legacyPackages.${system};
              };
            }).config
          );
          outputOf = name: builtins.mapAttrs (_system: config: config.${name}) evaluated;
        in
        lib.genAttrs outputsOfSystem outputOf;
    };
}
