/**
  Return a shell with the workspace's toolchain, native dependencies and environment: `cargo build` in it is what is
  built here.
*/
_scope:
{ surface, toolchain, natives }:
surface.mkShell (
  builtins.foldl' (env: native: env // native.env) { } natives
  // {
    packages = [ toolchain.cargo toolchain.rustc toolchain.clippy toolchain.rustfmt ];
    nativeBuildInputs = builtins.concatMap (native: native.nativeBuildInputs) natives;
    buildInputs = builtins.concatMap (native: native.buildInputs) natives;
  }
)
