{ crateKey, ... }:
let
  key =
    source:
    crateKey {
      name = "a";
      version = "1.0.0";
      inherit source;
    };
in
{
  "a crate of the default registry has its name and version" = {
    expr = key "registry+https://github.com/rust-lang/crates.io-index";
    expected = "a-1.0.0";
  };
  "another source has a hash" = {
    expr = builtins.match "a-1\\.0\\.0-[0-9a-f]{8}" (key "git+https://example.org/a#123") != null;
    expected = true;
  };
  "two sources have two keys" = {
    expr = key "git+https://example.org/a#1" == key "git+https://example.org/a#2";
    expected = false;
  };
}
