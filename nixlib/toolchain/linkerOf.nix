/**
  Return a function from a row of the plan to the linker of the unit, or to null for rustc's
  default. `row.linker` is the linker in .cargo/config.toml, or null. `triple` is the platform.

  The argument `linkers` overrides the configuration. A relative path in the configuration is a
  file of the workspace: cargo-nix copies the file. The name of the platform's C compiler on
  another distribution (platformTable.nix) becomes `compiler`, the path of the compiler. Any other
  text stays as written. Without a setting, the C compiler links; units without a link, such as
  rlibs, get no linker then, so that they do not depend on a compiler.

  nixpkgs' rustc links WebAssembly with wasm-ld, because nixpkgs' rustc has no rust-lld. A platform
  of components has wasm-component-ld, because wasm-ld would write a core module: that of
  nixpkgs, or rustc's default.
*/
{ lib, programFile, ... }:
{
  surface,
  linkers,
  toolchain,
  root,
  triple,
  platform,
  compiler,
}:
let
  # wasm32-wasip2 and later (rustc's compiler/rustc_target/src/spec/targets/wasm32_wasip2.rs).
  isComponent = builtins.match "wasm32-wasip[2-9].*" triple != null;
  isWasm = lib.hasPrefix "wasm" triple;
  isWorkspaceFile = linker: builtins.match "[^/]+/.*" linker != null;
  copy =
    path:
    programFile {
      inherit root path;
    };
  ofWasm =
    if toolchain != null then
      null
    else if !isComponent then
      "${surface.lld}/bin/wasm-ld"
    else if surface ? wasm-component-ld then
      "${surface.wasm-component-ld}/bin/wasm-component-ld"
    else
      null;
in
row:
let
  configured = row.linker;
  usesLinker = row.needs_linker || row.run != null;
  isAlias = compiler != null && builtins.elem configured (platform.aliases or [ ]);
in
if linkers ? ${triple} then
  linkers.${triple}
else if configured != null && isWorkspaceFile configured then
  copy configured
else if isAlias && usesLinker then
  compiler
else if configured != null then
  configured
else if !usesLinker then
  null
else if isWasm then
  ofWasm
else
  compiler
