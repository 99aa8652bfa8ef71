/**
  Return a function from a triple and what .cargo/config.toml names for it to the linker: what `linkers` says of it, else
  `named`, else wasm-ld for a wasm target that nixpkgs' rustc (which comes without rust-lld) compiles, else null: rustc's
  own choice. Of `named` a path that is relative is a file of the workspace, which is copied; any other is taken as it
  stands.
*/
{ programFile, ... }:
{
  surface,
  linkers,
  toolchain,
  root,
}:
{ triple, named }:
if linkers ? ${triple} then
  linkers.${triple}
else if named != null then
  if builtins.match "[^/]+/.*" named == null then
    named
  else
    programFile {
      inherit root;
      name = "linker";
      path = named;
    }
else if toolchain == null && builtins.match "wasm.*" triple != null then
  "${surface.lld}/bin/wasm-ld"
else
  null
