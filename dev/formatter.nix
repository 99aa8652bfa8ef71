{ pkgs, nixlib }: pkgs.nixpkgs-fmt
