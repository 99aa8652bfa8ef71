/**
  Return the pages of docs/ as a website (mdbook).
*/
{ pkgs }:
pkgs.runCommand "cargo-nix-docs" { nativeBuildInputs = [ pkgs.mdbook ]; } ''
  cp ${../book.toml} book.toml
  cp -r ${../docs} docs
  mdbook build --dest-dir $out
''
