# The attributes of nixpkgs that nixlib/lib/surface.nix lists, made of Debian's programs: `pkgs` in
# the box. The box's nix.conf puts /usr into the sandbox, so the packages link to programs of /usr.
{
  system ? "x86_64-linux",
  overlays ? [ ],
}:
let
  shell = "/bin/bash";

  # Nix kills a builder whose output is closed, and programs of coreutils close it before they end.
  # So the shell has to end last.
  runScript =
    name: attrs: script:
    derivation (
      attrs
      // {
        inherit name system;
        builder = shell;
        args = [
          "-e"
          "-c"
          "${script}\nexit 0"
        ];
        preferLocalBuild = true;
      }
    );

  # A package whose `bin` links to programs of /usr.
  tools =
    name: programs:
    runScript name { } ''
      /usr/bin/mkdir -p $out/bin
      for program in ${toString programs}; do
        /usr/bin/ln -s /usr/bin/$program $out/bin/$program
      done
    '';

  setup = builtins.path {
    path = ./setup.sh;
    name = "setup.sh";
  };
  stdenvPath = runScript "stdenv-debian" { inherit setup; } ''
    /usr/bin/mkdir $out
    /usr/bin/cp $setup $out/setup
  '';
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
      curlOptsList ? [ ],
      netrcPhase ? "",
      netrcImpureEnvVars ? [ ],
    }:
    derivation {
      inherit
        name
        url
        postFetch
        netrcPhase
        system
        ;
      impureEnvVars = netrcImpureEnvVars;
      # Words of a shell, as in nixpkgs.
      curlOptsList = builtins.concatStringsSep " " (
        map (word: "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] word}'") curlOptsList
      );
      builder = shell;
      args = [ ./fetchurl.sh ];
      outputHashMode = "flat";
      outputHashAlgo = "sha256";
      outputHash = sha256;
      preferLocalBuild = true;
    };
  # The part of nixpkgs' fetchgit that nixlib calls: one revision with submodules, without history.
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
  nix-prefetch-git =
    runScript "nix-prefetch-git"
      {
        inherit checkout;
        program = builtins.path {
          path = ./nix-prefetch-git.sh;
          name = "nix-prefetch-git.sh";
        };
      }
      ''
        /usr/bin/mkdir -p $out/bin
        /usr/bin/sed s,@checkout@,$checkout, $program > $out/bin/nix-prefetch-git
        /usr/bin/chmod +x $out/bin/nix-prefetch-git
      '';
  # The compiler of Debian: programs of /usr with a prefix, as nixpkgs names its cross compilers.
  compiler =
    prefix: programs:
    runScript "${prefix}cc" { } ''
      /usr/bin/mkdir -p $out/bin
      ${builtins.concatStringsSep "\n" (
        map (name: "/usr/bin/ln -s ${programs.${name}} $out/bin/${prefix}${name}") (
          builtins.attrNames programs
        )
      )}
    ''
    // {
      targetPrefix = prefix;
    };
  stdenv = {
    inherit shell;
    cc = compiler "" {
      cc = "/usr/bin/gcc";
      "c++" = "/usr/bin/g++";
      ar = "/usr/bin/ar";
    };
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
        // builtins.removeAttrs attrs [
          "env"
          "depsBuildBuild"
        ]
      );
  };
  cross = import ./cross.nix {
    inherit
      platform
      runScript
      shell
      stdenv
      system
      tools
      ;
    build = final;
    inherit overlays;
  };
  packages = {
    inherit (cross)
      pkgsCross
      pkgsStatic
      strictStdenv
      strictStdenvNoCC
      ;
    stdenvNoCC = stdenv;
    buildPackages = final;
    llvmPackages = {
      clang-unwrapped =
        tools "clang" [
          "clang"
          "clang++"
        ]
        // {
          version = "21";
        };
      # rustc reads archives without an index.
      llvm = runScript "llvm" { } ''
        /usr/bin/mkdir -p $out/bin
        /usr/bin/ln -s /usr/bin/ar $out/bin/llvm-ar
      '';
    };
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
    nodejs = tools "nodejs" [ "node" ];
    lld = tools "lld" [ "wasm-ld" ];
    # The rest is for this repository's own flake: its dev shell, checks and formatter.
    git = tools "git" [ "git" ];
    writeShellScriptBin =
      name: text:
      runScript name
        {
          text = "#!${shell}\n${text}";
          passAsFile = [ "text" ];
        }
        ''
          /usr/bin/mkdir -p $out/bin
          /usr/bin/install -m 755 $textPath $out/bin/$name
        ''
      // {
        meta.mainProgram = name;
      };
    runCommand =
      name: attrs: script:
      stdenv.mkDerivation (
        attrs
        // {
          inherit name;
          buildPhase = script;
        }
      );
    ruff = tools "ruff" [ "ruff" ];
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
