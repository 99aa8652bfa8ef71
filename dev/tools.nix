/**
  Return the tools for work on this repository:

  - `python`: the interpreter with the libraries of `cargo-nix`, of its tests and of mypy;
  - `formatter`: nixfmt (formatter.nix);
  - `packages`: the interpreter and all other tools, for the dev shell and the checks. A package set
    need not have the tools of `optional`.
*/
{ pkgs, nixlib }:
let
  python = pkgs.python3.withPackages (libraries: [
    libraries.hypothesis
    libraries.mypy
    libraries.networkx
    libraries.pydantic
    libraries.pytest
    libraries.rich
    libraries.tomli
    libraries.tomli-w
    libraries.tree-sitter
    libraries.tree-sitter-rust
  ]);
  formatter = import ./formatter.nix { inherit pkgs nixlib; };
  optional = builtins.intersectAttrs pkgs {
    inherit (pkgs)
      actionlint
      mdbook
      nix-prefetch-git
      ruff
      zizmor
      ;
  };
  # `cargo-nix observe` and its tests.
  isLinux = builtins.match ".*-linux" pkgs.stdenv.hostPlatform.system != null;
  tracer = if isLinux && pkgs ? strace then [ pkgs.strace ] else [ ];
in
{
  inherit python formatter;
  packages = [
    python
    pkgs.cargo
    pkgs.clippy
    pkgs.git
    pkgs.rustc
    pkgs.rustfmt
  ]
  ++ tracer
  ++ builtins.attrValues optional;
}
