/**
  Return `nixfmt`, the formatter of this repository's Nix files. cargo-nix builds it from the crate
  `nixfmt_rs`, whose archive has its Cargo.lock. Without a path it formats the current directory.
*/
{ pkgs, nixlib }:
let
  # The default registry serves archives from its static host, and its index is named after it:
  # `<registry>-index`.
  index = "https://github.com/rust-lang/crates.io-index";
  registry = builtins.head (builtins.match ".*/([^/]*)-index" index);
  nixfmt =
    (nixlib.buildCargoWorkspace {
      inherit pkgs;
      # Compiles in a fraction of the time, and formats this repository in a second.
      profile = "dev";
      src = builtins.fetchTarball {
        name = "nixfmt_rs-0.5.3";
        url = "https://static.${registry}/crates/nixfmt_rs/0.5.3/download";
        sha256 = "0rz6fnfj1fq129hk4dnrv86hxmi0r39p6xqndl00fbql9pf8712j";
      };
    }).default;
in
# `nix fmt` gives no path by default, and nixfmt would then read its standard input.
pkgs.writeShellScriptBin "nixfmt" ''
  for argument; do
    case $argument in
      -?*) ;;
      *) exec ${nixfmt}/bin/nixfmt --width 100 "$@" ;;
    esac
  done
  exec ${nixfmt}/bin/nixfmt --width 100 "$@" .
''
