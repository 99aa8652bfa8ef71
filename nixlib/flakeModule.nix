/**
  Return a module of flake-parts. `perSystem.cargo-nix` takes the arguments of
  buildCargoWorkspace, and the flake gets the packages, apps, checks and dev shell of the
  workspace.

  # Options of `perSystem`
  - `cargo-nix`: the arguments, or null. The default of `pkgs` is `pkgs` of perSystem.
  - `cargoWorkspace`: the value of buildCargoWorkspace, for other outputs (`doc`, `units`).
*/
{ buildCargoWorkspace, options, ... }:
{ lib, flake-parts-lib, ... }:
let
  allOptions = builtins.concatMap (group: group.options) options;
  # buildCargoWorkspace checks types, with better messages than the module system.
  moduleOption = pkgs: option: {
    inherit (option) name;
    value = lib.mkOption (
      {
        type = lib.types.raw;
        inherit (option) description;
        example = lib.literalExpression option.example;
      }
      // (
        if option.name == "pkgs" then
          {
            default = pkgs;
            defaultText = lib.literalExpression "pkgs";
          }
        else if option ? default then
          { inherit (option) default; }
        else
          { }
      )
    );
  };
in
{
  options.perSystem = flake-parts-lib.mkPerSystemOption (
    { config, pkgs, ... }: {
      options.cargo-nix = lib.mkOption {
        description = "The arguments of buildCargoWorkspace.";
        default = null;
        type = lib.types.nullOr (
          lib.types.submodule {
            options = builtins.listToAttrs (map (moduleOption pkgs) allOptions);
          }
        );
      };
      options.cargoWorkspace = lib.mkOption {
        description = "The value of buildCargoWorkspace with the arguments in `cargo-nix`.";
        type = lib.types.raw;
        readOnly = true;
        default = buildCargoWorkspace config.cargo-nix;
      };
      config = lib.mkIf (config.cargo-nix != null) (
        let
          workspace = config.cargoWorkspace;
        in
        {
          # A package comes before an app of the same name.
          packages =
            workspace.web
            // workspace.packages
            // {
              default = lib.mkDefault workspace.default;
            };
          inherit (workspace) apps checks;
          devShells.default = lib.mkDefault workspace.devShell;
        }
      );
    }
  );
}
