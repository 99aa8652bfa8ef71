/**
  Return a function from a triple and the linker in .cargo/config.toml (`configured`, or null) to
  the linker of the triple, or to null for rustc's default.

  The argument `linkers` overrides the configuration. Without either, nixpkgs' rustc links wasm
  targets with wasm-ld, because nixpkgs' rustc has no rust-lld. A relative path in the
  configuration is a file of the workspace: cargo-nix copies the file. Any other text stays as
  written.
*/
{ lib, programFile, ... }:
{
  surface,
  linkers,
  toolchain,
  root,
}:
let
  isWorkspaceFile = linker: builtins.match "[^/]+/.*" linker != null;
  copy =
    path:
    programFile {
      inherit root path;
    };
in
{ triple, configured }:
if linkers ? ${triple} then
  linkers.${triple}
else if configured != null then
  (if isWorkspaceFile configured then copy configured else configured)
else if toolchain == null && lib.hasPrefix "wasm" triple then
  "${surface.lld}/bin/wasm-ld"
else
  null
