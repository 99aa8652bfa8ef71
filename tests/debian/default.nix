# The nixpkgs surface (nixlib/lib/surface.nix) with Debian's toolchain: the `pkgs` of the development box.
# The box's nix.conf adds /usr to the sandbox; the derivations here link to /usr, with paths as in nixpkgs.
{
  system ? "x86_64-linux",
  overlays ? [ ],
}:
let
  shell = "/bin/bash";

  # Links to programs of /usr: a component is a store path with `bin`, as in nixpkgs.
  tools =
    name: programs:
    derivation {
      inherit name system;
      builder = shell;
      args = [
        "-c"
        "/usr/bin/mkdir -p $out/bin && for program in ${toString programs}; do /usr/bin/ln -s /usr/bin/$program $out/bin/$program; done"
      ];
      preferLocalBuild = true;
    };

  setup = builtins.path {
    path = ./setup.sh;
    name = "setup.sh";
  };
  stdenvPath = derivation {
    name = "stdenv-debian";
    inherit system setup;
    builder = shell;
    args = [
      "-c"
      "/usr/bin/mkdir $out && /usr/bin/cp $setup $out/setup"
    ];
    preferLocalBuild = true;
  };
  platform = { inherit system; };

  python3 = tools "python3" [ "python3" ] // {
    withPackages = _select: python3;
  };

  fetchurl =
    {
      url,
      sha256,
      name ? baseNameOf url,
      postFetch ? "",
    }:
    derivation {
      inherit
        name
        url
        postFetch
        system
        ;
      builder = shell;
      args = [ ./fetchurl.sh ];
      outputHashMode = "flat";
      outputHashAlgo = "sha256";
      outputHash = sha256;
      preferLocalBuild = true;
    };
  # The part of nixpkgs' fetchgit that nixlib calls: a revision with submodules and without history.
  fetchgit =
    {
      url,
      rev,
      hash,
      fetchSubmodules,
    }:
    derivation {
      name = "${baseNameOf url}-${builtins.substring 0 7 rev}";
      inherit
        system
        url
        rev
        fetchSubmodules
        ;
      builder = shell;
      args = [
        "-c"
        ". ${checkout}"
      ];
      outputHashMode = "recursive";
      outputHash = hash;
      preferLocalBuild = true;
    };
  checkout = builtins.path {
    path = ./checkout.sh;
    name = "checkout.sh";
  };
  nix-prefetch-git = derivation {
    name = "nix-prefetch-git";
    inherit system checkout;
    program = builtins.path {
      path = ./nix-prefetch-git.sh;
      name = "nix-prefetch-git.sh";
    };
    builder = shell;
    args = [
      "-c"
      "/usr/bin/mkdir -p $out/bin && /usr/bin/sed s,@checkout@,$checkout, $program > $out/bin/nix-prefetch-git && /usr/bin/chmod +x $out/bin/nix-prefetch-git"
    ];
    preferLocalBuild = true;
  };
  stdenv = {
    inherit shell;
    buildPlatform = platform;
    hostPlatform = platform;
    # As in nixpkgs, the builder runs `buildPhase`, and `env` becomes variables.
    mkDerivation =
      attrs:
      derivation (
        {
          inherit system;
          outputs = [ "out" ];
          builder = shell;
          stdenv = stdenvPath;
          args = [ ./build.sh ];
        }
        // (attrs.env or { })
        // builtins.removeAttrs attrs [ "env" ]
      );
  };
  packages = {
    inherit
      stdenv
      fetchurl
      fetchgit
      nix-prefetch-git
      python3
      ;
    rustc = tools "rustc" [
      "rustc"
      "rustdoc"
    ];
    cargo = tools "cargo" [ "cargo" ];
    clippy = tools "clippy" [
      "clippy-driver"
      "cargo-clippy"
    ];
    rustfmt = tools "rustfmt" [
      "rustfmt"
      "cargo-fmt"
    ];
    lld = tools "lld" [ "wasm-ld" ];
    # Tests use git; nixlib does not.
    git = tools "git" [ "git" ];
    # The flake's dev shell uses mkShell; nixlib does not.
    mkShell =
      {
        packages ? [ ],
        ...
      }:
      stdenv.mkDerivation {
        name = "shell";
        nativeBuildInputs = packages;
      };
    # The directory of the package set, as in nixpkgs.
    path = ./.;
  };
  final = builtins.foldl' (previous: overlay: previous // overlay final previous) packages overlays;
in
final
