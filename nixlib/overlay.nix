/**
  Return an overlay of nixpkgs: `buildCargoWorkspace`, whose `pkgs` is the package set itself, and the
  command line `cargo-nix`.
*/
{ buildCargoWorkspace, mkCli }:
final: _previous: {
  buildCargoWorkspace = arguments: buildCargoWorkspace ({ pkgs = final; } // arguments);
  cargo-nix = mkCli { pkgs = final; };
}
