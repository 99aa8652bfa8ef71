/**
  The options of the group "Workspace" (options.nix).
*/
{ types, ... }:
with types;
[
  {
    name = "pkgs";
    type = packageSet;
    description = ''
      nixpkgs for the machine that builds. cargo-nix uses the few attributes in
      `nixlib/lib/surface.nix`; `Cargo.dependencies.nix` gets the whole set. A set for another
      platform (`pkgsCross.NAME`, `pkgsStatic`) is the same as its `pkgsBuildBuild` with `target`.
      To build all units with another C compiler or linker, replace `stdenv`.
    '';
    example = "pkgs = nixpkgs.legacyPackages.x86_64-linux;";
  }
  {
    name = "src";
    type = source;
    description = ''
      The directory with Cargo.toml and Cargo.lock. In a git checkout, Nix sees only files that
      git tracks: `git add` new files. Nix builds a derivation such as `pkgs.fetchFromGitHub { …
      }` during evaluation; a flake input with `flake = false` needs no build.
    '';
    example = "src = ./.;";
  }
  {
    name = "cargoRoot";
    type = text;
    default = "";
    description = ''
      The directory with Cargo.toml and Cargo.lock, as a path from `src`. Set `cargoRoot` if path
      dependencies lie outside of that directory, for example `{ path = "../lib" }`. Cargo reads
      `.cargo/config.toml` in this directory and in its parents up to `src`. Other arguments still
      use paths from `src`.
    '';
    example = ''cargoRoot = "frontend";'';
  }
  {
    name = "toolchain";
    type = nullOr (either [
      package
      anySet
      function
    ]);
    default = null;
    description = ''
      The Rust toolchain of the plan, the units, the checks and the dev shell. `null` takes the
      toolchain of `pkgs`. A derivation has all programs in `bin` (fenix, rust-overlay). A set is
      `{ rustc, cargo, … }`, a release of fenix or rust-overlay, or all of fenix or rust-overlay,
      with the project's `rust-toolchain.toml`. A function gets `pkgs`. See
      [toolchains.md](toolchains.md).
    '';
    example = "toolchain = fenix.packages.\${system}.stable.toolchain;";
  }
]
