/**
  The options of the group "Native dependencies" (options.nix).
*/
{ types, ... }:
with types;
[
  {
    name = "dependencies";
    type = nullOr (either [
      file
      function
      anySet
    ]);
    default = null;
    description = ''
      Native dependencies and environment variables by crate, in the format of
      `Cargo.dependencies.nix`. With `null`, cargo-nix reads `Cargo.dependencies.nix` beside
      Cargo.toml if the file exists. See [native-dependencies.md](native-dependencies.md).
    '';
    example = "dependencies = ./nix/dependencies.nix;";
  }
  {
    name = "crateOverrides";
    type = attrsOf function;
    default = { };
    description = ''
      Native dependencies and environment variables by crate, in the format of nixpkgs'
      `defaultCrateOverrides`. Unknown crates are ignored. See
      [native-dependencies.md](native-dependencies.md#crateoverrides).
    '';
    example = "crateOverrides = pkgs.defaultCrateOverrides;";
  }
  {
    name = "nativeDefaults";
    type = bool;
    default = true;
    description = ''
      Gives the build scripts of well-known crates the libraries and programs that they cannot
      build without, such as `openssl` for `openssl-sys`. See
      [native-dependencies.md](native-dependencies.md#what-needs-no-entry).
    '';
    example = "nativeDefaults = false;";
  }
  {
    name = "linkers";
    type = attrsOf program;
    default = { };
    description = ''
      The linker for each triple. An entry overrides `target.<triple>.linker` of
      `.cargo/config.toml`. As in Cargo's configuration, the triple of the building machine also
      applies to build scripts and proc-macros.
    '';
    example = ''linkers.wasm32-unknown-unknown = "''${pkgs.lld}/bin/wasm-ld";'';
  }
]
