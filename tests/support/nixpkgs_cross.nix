# nixpkgs' own `pkgsCross` and `pkgsStatic`: stages, stdenv, compiler wrapper and pkg-config wrapper
# of a cut of nixpkgs, over Debian's cross compilers.
#
# `cut` is the unpacked cut. `overlays` are applied to all stages, as in nixpkgs.
{
  cut,
  overlays ? [ ],
}:
let
  lib = import (cut + "/lib/lib");
  core = cut + "/core/pkgs";

  # Debian's compiler of a platform, as paths without the name of the program.
  compilers = {
    aarch64-unknown-linux-gnu = "/usr/bin/aarch64-linux-gnu-";
    x86_64-w64-mingw32 = "/usr/bin/x86_64-w64-mingw32-";
    x86_64-unknown-linux-musl = "/usr/bin/";
  };

  # The stages of pkgs/stdenv/cross, with a given compiler: nixpkgs would compile gcc first.
  crossStages =
    {
      localSystem,
      crossSystem,
      config,
      overlays,
      ...
    }:
    let
      native = nativeStages {
        inherit
          lib
          localSystem
          config
          overlays
          ;
        crossSystem = localSystem;
      };
    in
    lib.init native
    ++ [
      (previous: lib.last native previous // { allowCustomOverrides = true; })
      (vanilla: {
        inherit config overlays;
        selfBuild = false;
        stdenv = vanilla.stdenv.override { targetPlatform = crossSystem; };
        allowCustomOverrides = true;
      })
      (buildPackages: {
        inherit config overlays;
        selfBuild = false;
        stdenv = (if crossSystem.isStatic then makeStatic buildPackages else lib.id) (
          buildPackages.stdenv.override {
            buildPlatform = localSystem;
            hostPlatform = crossSystem;
            targetPlatform = crossSystem;
            overrides = _final: _previous: { };
            allowedRequisites = null;
            cc = compilerOf buildPackages crossSystem;
          }
        );
      })
    ];

  wrapCompiler = import (core + "/build-support/cc-wrapper");
  wrapBintools = import (core + "/build-support/bintools-wrapper");
  nativeStages = import (core + "/stdenv/native");
  makeStatic = buildPackages: buildPackages.stdenvAdapters.makeStatic;
  compilerOf =
    buildPackages: platform:
    let
      programs =
        buildPackages.runCommand "gcc-1.0" { } ''
          mkdir -p $out/bin $out/lib
          prefix=${compilers.${platform.config}}
          for program in gcc g++ ar as dlltool ld nm objcopy objdump ranlib readelf strip; do
            if [ -e $prefix$program ]; then
              ln -s $prefix$program $out/bin/${platform.config}-$program
            fi
          done
        ''
        // {
          pname = "gcc";
          version = "1.0";
        };
      # Debian's gcc links a library of glibc's gcc, which musl does not need, and looks for the
      # assembler and the linker on PATH.
      muslPrograms = programs.overrideAttrs (previous: {
        buildCommand = previous.buildCommand + ''
          ar crs $out/lib/libatomic_asneeded.a
          rm $out/bin/*-gcc $out/bin/*-g++
          printf '#!/bin/bash\nREALGCC=/usr/bin/gcc exec %s "$@"\n' \
            "/usr/bin/musl-gcc -B/usr/bin/ -L$out/lib" > $out/bin/${platform.config}-gcc
          chmod +x $out/bin/${platform.config}-gcc
        '';
      });
      given = {
        inherit (programs) pname version;
      }
      // (if platform.isMusl then muslPrograms else programs);
      shared = {
        nativeTools = false;
        nativeLibc = true;
        propagateDoc = false;
        isGNU = true;
        inherit lib;
        inherit (buildPackages) stdenvNoCC;
        coreutils = "/usr";
        gnugrep = "/usr";
        runtimeShell = "/bin/bash";
        expand-response-params = "";
      };
    in
    wrapCompiler (
      shared
      // {
        cc = given;
        # The headers of fortify are a package that the cut lacks.
        includeFortifyHeaders = false;
        bintools = wrapBintools (shared // { bintools = given; });
      }
    );

  programs =
    final: name: list:
    final.runCommand name { } ''
      mkdir -p $out/bin
      for program in ${toString list}; do ln -s /usr/bin/$program $out/bin/$program; done
    '';
  debian = final: _previous: {
    python3 = programs final "python3" [ "python3" ] // {
      withPackages = _select: final.python3;
    };
    # As in nixpkgs, rustc that runs here and compiles for a platform has its standard library.
    rustc =
      let
        platform = final.stdenv.targetPlatform;
        isCross = platform.rust.rustcTarget != final.stdenv.hostPlatform.rust.rustcTarget;
      in
      if isCross then
        import ../debian/std.nix { triples = [ platform.rust.rustcTarget ]; }
      else
        programs final "rustc" [
          "rustc"
          "rustdoc"
        ];
    cargo = programs final "cargo" [ "cargo" ];
    clippy = programs final "clippy" [
      "clippy-driver"
      "cargo-clippy"
    ];
    rustfmt = programs final "rustfmt" [
      "rustfmt"
      "cargo-fmt"
    ];
    pkg-config = final.callPackage (core + "/build-support/pkg-config-wrapper") {
      propagateDoc = false;
      pkg-config = programs final "pkg-config" [ "pkg-config" ] // {
        pname = "pkg-config";
        version = "1.0";
      };
    };
    windows.pthreads = final.runCommand "winpthreads" { } ''
      mkdir -p $out/lib
      cp /usr/x86_64-w64-mingw32/lib/libpthread.a $out/lib/
    '';
    fetchurl =
      {
        url,
        sha256,
        name ? baseNameOf url,
        ...
      }:
      derivation {
        inherit name url;
        system = "builtin";
        builder = "builtin:fetchurl";
        outputHashMode = "flat";
        outputHashAlgo = "sha256";
        outputHash = sha256;
        executable = false;
        unpack = false;
      };
  };
  boot =
    crossSystem:
    import (core + "/top-level") (
      {
        inherit lib;
        localSystem = "x86_64-linux";
        config = { };
        stdenvStages =
          { localSystem, crossSystem, ... }@stages:
          if crossSystem == localSystem then nativeStages stages else crossStages stages;
        overlays = [ debian ] ++ overlays;
      }
      // crossSystem
    );
in
boot { }
// {
  # As in later versions of nixpkgs than the one of the cut, whose lib is later too.
  pkgsStatic = boot {
    crossSystem = {
      config = "x86_64-unknown-linux-musl";
      isStatic = true;
    };
  };
}
