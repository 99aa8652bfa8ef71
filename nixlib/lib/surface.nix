# nixlib's use of `pkgs`: each attribute with its reason. nixlib reads no other attribute of
# nixpkgs, and a test evaluates with these attributes alone.
{ lib, nativeTable, ... }:
rec {
  attributes = {
    stdenv = "gives a compiler and setup hooks to units that link or run C; names the system";
    fetchurl = "fetches crates with the names and hashes of importCargoLock, to share store paths";
    fetchgit = "fetches git dependencies with a hash in outputHashes; Nix fetches the others";
    nix-prefetch-git = "computes these hashes for the command `cargo-nix git-hashes`";
    python3 = "runs the builder in each unit; withPackages runs the generator with its libraries";
    rustc = "the default toolchain's rustc and rustdoc";
    cargo = "the default toolchain's cargo";
    clippy = "the default toolchain's clippy, for the dev shell and the checks";
    rustfmt = "the default toolchain's rustfmt, for the dev shell and the checks";
    rust-analyzer = "the language server of the dev shell; optional";
    rustPlatform = "rustLibSrc has the standard library for rust-analyzer; optional";
    nodejs = "runs the tests of wasm-bindgen; optional";
    lld = "links wasm targets with wasm-ld: nixpkgs' rustc has no rust-lld of its own";
  };

  # For units of other platforms. A set without these attributes builds for its own machine.
  platforms = {
    stdenvNoCC = "gives setup hooks without a C compiler to units of platforms without a package set";
    buildPackages = "has the packages of the building machine, in a set for another platform";
    pkgsCross = "has C compilers and libraries of other platforms, by name (platformTable.nix)";
    pkgsStatic = "has a C compiler and libraries for static programs with musl";
    llvmPackages = "clang compiles C for WebAssembly without a C library";
    wasm-component-ld = "links wasm32-wasip2 to components; optional";
  };

  # The default inputs of build scripts. `nativeDefaults = false` turns all of these off.
  native =
    let
      topAttribute = path: builtins.head (lib.splitRegex "\\." path);
      inputPathsOf =
        entry:
        builtins.concatMap (input: if builtins.isList input then input else [ input ]) (
          (entry.tools or [ ]) ++ (entry.libraries or [ ])
        );
      reasonsOf =
        crate: entry:
        map (path: {
          name = topAttribute path;
          value = "build scripts of or with ${crate}: ${entry.why}";
        }) (inputPathsOf entry);
      allReasons = entries: builtins.concatLists (lib.mapAttrsToList reasonsOf entries);
    in
    builtins.listToAttrs (allReasons nativeTable.crates ++ allReasons nativeTable.helpers);

  /**
    Return the listed attributes of `pkgs`, lazily. A missing attribute stops the function that
    reads the attribute.
  */
  select = builtins.intersectAttrs (attributes // platforms);

  /**
    Return the default inputs of build scripts in `pkgs`, lazily, without the missing inputs.
  */
  selectNative = builtins.intersectAttrs native;
}
