/**
  Return the command line `cargo-nix`: the generator with its Python. cargo and rustc on PATH come
  before the toolchain of nixpkgs.
*/
{
  pylib,
  surface,
  mkPython,
  readPlatforms,
  writeScript,
  ...
}:
{ pkgs }:
let
  # Of a set for another platform, the programs of the machine that builds.
  build = readPlatforms {
    inherit pkgs;
    target = null;
  };
  selected = surface.select build.pkgs;
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
  # The user's toolchain comes first, because the Cargo of the build must make the plan.
  text = ''
    #!/bin/sh
    PATH="$PATH:${selected.cargo}/bin:${selected.rustc}/bin:${selected.nix-prefetch-git}/bin"
    export PATH
    exec ${python.command} -I ${../lib/runModule.py} ${generator} cargo_nix.cli.main "$@"
  '';
}
// {
  meta.mainProgram = "cargo-nix";
}
