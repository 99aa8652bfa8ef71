/**
  Return an overlay of nixpkgs with two attributes: `buildCargoWorkspace`, with `pkgs` already
  set, and the command line `cargo-nix`.
*/
{ buildCargoWorkspace, mkCli, ... }:
final: _previous: {
  buildCargoWorkspace = arguments: buildCargoWorkspace ({ pkgs = final; } // arguments);
  cargo-nix = mkCli { pkgs = final; };
}
