# What nixlib takes from `pkgs`: each attribute with its reason. Nothing else of nixpkgs is touched; a test evaluates
# with these alone. Everything not listed here is `builtins`.
{
  attributes = {
    stdenv = "mkDerivation gives units that link or run C the platform's compiler and its setup hooks; buildPlatform.system names the builder";
    fetchurl = "fetches crates under the same names and hashes as nixpkgs' importCargoLock, so that their store paths are shared";
    fetchgit = "fetches a git dependency whose hash is given (outputHashes); others are fetched by Nix itself while evaluating";
    nix-prefetch-git = "finds these hashes, for the command `cargo-nix git-hashes`";
    python3 = "runs the builder in each unit; python3.withPackages runs the generator with its libraries";
    rustc = "the default toolchain's rustc and rustdoc";
    cargo = "the default toolchain's cargo";
    clippy = "the default toolchain's clippy, for the dev shell and the checks";
    rustfmt = "the default toolchain's rustfmt, for the dev shell and the checks";
    rust-analyzer = "the dev shell's language server, where pkgs has it";
    rustPlatform = "rustPlatform.rustLibSrc: the sources of the standard library, for rust-analyzer, where pkgs has them";
    lld = "nixpkgs' rustc has no rust-lld of its own: wasm-ld links wasm targets where the toolchain is nixpkgs'";
  };

  # What build scripts get without being told, and why: `nativeDefaults = false` takes none of it.
  native =
    let
      table = import ../dependencies/nativeTable.nix;
      top = path: builtins.head (builtins.split "\\." path);
      ofEntry =
        entry:
        builtins.concatMap (input: if builtins.isList input then input else [ input ]) (
          (entry.tools or [ ]) ++ (entry.libraries or [ ])
        );
      reasons =
        entries:
        builtins.concatMap (
          crate:
          map (path: {
            name = top path;
            value = "build scripts of or with ${crate}: ${entries.${crate}.why}";
          }) (ofEntry entries.${crate})
        ) (builtins.attrNames entries);
    in
    builtins.listToAttrs (reasons table.crates ++ reasons table.helpers);

  /**
    Return the listed attributes of `pkgs`, lazily; one that is missing fails where it is used.
  */
  select = pkgs: builtins.intersectAttrs (import ./surface.nix).attributes pkgs;

  /**
    Return what build scripts may get, lazily; what is missing is not given.
  */
  selectNative = pkgs: builtins.intersectAttrs (import ./surface.nix).native pkgs;
}
