# Written by `nix run .#export`. Builds the exported workspace with the nixpkgs of pins.json:
#
#   nix build --file THIS_DIRECTORY
#   nix build --file THIS_DIRECTORY packages.NAME
#
# workspace.nix is the same build with a `pkgs` and a toolchain of your own.
{
  system ? builtins.currentSystem,
  toolchain ? null,
  arguments ? { },
}:
let
  workspace = import ./workspace.nix {
    pkgs = import (import ./fetch.nix).nixpkgs { inherit system; };
    inherit toolchain arguments;
  };
in
workspace.default
// {
  inherit (workspace)
    packages
    bins
    apps
    checks
    doc
    devShell
    ;
}
