{
  description = "The shape of fenix over the toolchain that its nixpkgs has";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }: {
    packages = builtins.mapAttrs (
      system: pkgs:
      let
        python =
          name: program: args:
          derivation {
            inherit name system;
            builder = "${pkgs.python3}/bin/python3";
            args = [
              "-I"
              "-S"
              "-c"
              "import os, sys\nout, *args = sys.argv[1:]\nos.makedirs(out + '/bin')\n${program}"
              (placeholder "out")
            ]
            ++ args;
          };
        # A store path with the programs of all components, as in fenix.
        join =
          name:
          python name ''
            for component in args:
                for program in os.listdir(component + "/bin"):
                    os.symlink(component + "/bin/" + program, out + "/bin/" + program)
          '';
        # fenix's toolchains contain rust-lld; the compiler of nixpkgs searches PATH for the linker.
        rustc =
          python "rustc"
            ''
              rustc, lld = args
              os.mkdir(out + "/lib")
              os.symlink(lld + "/bin/wasm-ld", out + "/lib/rust-lld")
              os.symlink(rustc + "/bin/rustdoc", out + "/bin/rustdoc")
              with open(out + "/bin/rustc", "w") as file:
                  file.write(f'#!/bin/sh\nPATH=$PATH:{out}/lib exec {rustc}/bin/rustc "$@"\n')
              os.chmod(out + "/bin/rustc", 0o755)
            ''
            [
              pkgs.rustc
              pkgs.lld
            ];
        # The compiler already has the standard libraries of other targets.
        rust-std = join "rust-std" [ ];
      in
      {
        combine = join "rust-mixed";
        stable = {
          inherit (pkgs) cargo clippy rustfmt;
          inherit rustc rust-std;
          toolchain = join "rust-stable" [
            pkgs.cargo
            pkgs.clippy
            rustc
            pkgs.rustfmt
          ];
        };
        targets.wasm32-unknown-unknown.stable.rust-std = rust-std;
      }
    ) nixpkgs.legacyPackages;
  };
}
