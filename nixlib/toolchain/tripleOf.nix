/**
  Return the triple of rustc for a platform of nixpkgs (`stdenv.hostPlatform`), or null if the
  platform does not tell. Source: lib/systems/default.nix of nixpkgs, `rust`.
*/
_scope: platform:
let
  bySystem = {
    x86_64-linux = "x86_64-unknown-linux-gnu";
    aarch64-linux = "aarch64-unknown-linux-gnu";
    x86_64-darwin = "x86_64-apple-darwin";
    aarch64-darwin = "aarch64-apple-darwin";
  };
in
platform.rust.rustcTarget or bySystem.${platform.system} or null
