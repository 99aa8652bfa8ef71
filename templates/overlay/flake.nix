{
  description = "An overlay: the workspace as packages of nixpkgs, for NixOS and other flakes";

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
      pkgsOf = builtins.mapAttrs (
        system: _tools:
        import nixpkgs {
          inherit system;
          overlays = [
            cargo-nix.overlays.default
            self.overlays.default
          ];
        }
      ) cargo-nix.packages;
    in
    {
      # A NixOS configuration that lists both overlays in nixpkgs.overlays has pkgs.dice.
      overlays.default = final: _previous: {
        diceWorkspace = final.buildCargoWorkspace { src = ./.; };
        dice = final.diceWorkspace.default;
      };

      # nix run . -- 20
      packages = builtins.mapAttrs (_system: pkgs: {
        default = pkgs.dice;
        inherit (pkgs) dice;
      }) pkgsOf;
      checks = builtins.mapAttrs (_system: pkgs: pkgs.diceWorkspace.checks) pkgsOf;
      devShells = builtins.mapAttrs (_system: pkgs: {
        default = pkgs.diceWorkspace.devShell;
      }) pkgsOf;
    };
}
