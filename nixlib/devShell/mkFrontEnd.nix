/**
  Return a derivation with the shell's `bin/rustc`, which answers rustc calls with units of Nix.
  The same program as `bin/cargo-nix-script` runs build scripts of units, and as `bin/cargo` starts
  cargo with a CARGO_HOME (rustlib/shell). The program has no dependencies, so the toolchain alone
  compiles the program.
*/
{ rustlib, ... }:
{ surface, toolchain }:
let
  source = builtins.path {
    path = rustlib + "/shell";
    name = "cargo-nix-shell-source";
  };
  rustc = "${toolchain.rustc}/bin/rustc";
in
surface.stdenv.mkDerivation {
  name = "cargo-nix-rustc";
  phases = [ "buildPhase" ];
  buildPhase = ''
    mkdir -p $out/bin
    CARGO_NIX_RUSTC=${rustc} CARGO_NIX_CARGO=${toolchain.cargo}/bin/cargo \
      CARGO_NIX_STORE=${builtins.storeDir} \
      ${rustc} --edition=2021 -O -C panic=abort -C strip=symbols -o $out/bin/rustc ${source}/main.rs
    ln -s rustc $out/bin/cargo-nix-script
    ln -s rustc $out/bin/cargo
  '';
}
