/**
  Return a function from a triple to its linker: what `linkers` says, else wasm-ld for a wasm target that nixpkgs' rustc
  (which comes without rust-lld) compiles, else null: rustc's own choice. A linker of .cargo/config.toml comes before.
*/
_scope:
{ surface, linkers, toolchain }:
triple:
linkers.${triple} or (
  if toolchain == null && builtins.match "wasm.*" triple != null then "${surface.lld}/bin/wasm-ld" else null
)
