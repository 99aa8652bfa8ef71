/**
  Return `nixpkgs-fmt`, the formatter of this repository's Nix files: built by cargo-nix itself from the published crate,
  which carries its Cargo.lock. Without arguments it formats the current directory.
*/
{ pkgs, nixlib }:
let
  # The default registry's archives are on its static host, and its index is named after it: `<registry>-index`.
  index = "https://github.com/rust-lang/crates.io-index";
  registry = builtins.head (builtins.match ".*/([^/]*)-index" index);
  nixpkgs-fmt =
    (nixlib.buildCargoWorkspace {
      inherit pkgs;
      src = builtins.fetchTarball {
        name = "nixpkgs-fmt-1.3.0";
        url = "https://static.${registry}/crates/nixpkgs-fmt/1.3.0/download";
        sha256 = "0gbgg1rq0kj3h0y7i0h6lg9f1lfwps86c28l3bw6nr5zg319di7i";
      };
    }).default;
in
derivation {
  name = "nixpkgs-fmt";
  inherit (pkgs.stdenv.buildPlatform) system;
  # `nix fmt` gives no paths by itself, and nixpkgs-fmt would read its standard input then.
  script = ''
    #!/bin/sh
    [ "$#" -gt 0 ] || set -- .
    exec ${nixpkgs-fmt}/bin/nixpkgs-fmt "$@"
  '';
  passAsFile = [ "script" ];
  builder = "${pkgs.python3}/bin/python3";
  args = [
    "-I"
    "-S"
    "-c"
    ''
      import os
      path = os.environ["out"] + "/bin/nixpkgs-fmt"
      os.makedirs(os.path.dirname(path))
      open(path, "w").write(open(os.environ["scriptPath"]).read())
      os.chmod(path, 0o755)
    ''
  ];
}
// {
  meta.mainProgram = "nixpkgs-fmt";
}
