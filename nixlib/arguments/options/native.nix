/**
  The options of the group "Native dependencies" (options.nix).
*/
{ types, ... }:
with types;
let
  compiler = [
    {
      name = "cc";
      type = program;
      description = ''
        A compiler of nixpkgs, such as `stdenv.cc`, which also gives `cxx` and `ar`, or the path of
        a C compiler.
      '';
      example = "compilers.x86_64-pc-windows-gnu.cc = pkgs.pkgsCross.mingwW64.stdenv.cc;";
    }
    {
      name = "cxx";
      type = nullOr program;
      default = null;
      description = "The path of the C++ compiler.";
      example = ''compilers.wasm32-wasip2.cxx = "''${wasi-sdk}/bin/clang++";'';
    }
    {
      name = "ar";
      type = nullOr program;
      default = null;
      description = "The path of the archiver.";
      example = ''compilers.wasm32-wasip2.ar = "''${wasi-sdk}/bin/llvm-ar";'';
    }
  ];
in
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
    name = "compilers";
    type = attrsOf (set compiler);
    default = { };
    description = ''
      The C compiler for each triple, described below, for platforms that nixpkgs has no package set
      for, and in the place of the set's compiler. Build scripts get the programs as `CC_<triple>`,
      `CXX_<triple>` and `AR_<triple>`, and the C compiler is the linker unless `linkers` names one.
      See [cross.md](cross.md#c).
    '';
    example = "compilers.avr-none.cc = pkgs.pkgsCross.avr.stdenv.cc;";
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
