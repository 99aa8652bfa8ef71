/**
  Return `cargo-nix`, the command line: the generator with its Python, and a cargo and a rustc behind those on PATH.
*/
{
  pylib,
  surface,
  mkPython,
  writeScript,
  ...
}:
{ pkgs }:
let
  selected = surface.select pkgs;
  python = mkPython { surface = selected; };
  generator = builtins.path {
    path = pylib;
    name = "cargo-nix-pylib";
    filter = path: _type: baseNameOf path != "__pycache__";
  };
in
writeScript {
  name = "cargo-nix";
  inherit python;
  inherit (selected.stdenv.buildPlatform) system;
  # The user's own toolchain comes first: a plan is made by the Cargo that builds.
  text = ''
    #!/bin/sh
    PATH="$PATH:${selected.cargo}/bin:${selected.rustc}/bin:${selected.nix-prefetch-git}/bin"
    export PATH
    exec ${python.scanner} -I ${../lib/runModule.py} ${generator} cargo_nix.cli.main "$@"
  '';
}
// {
  meta.mainProgram = "cargo-nix";
}
