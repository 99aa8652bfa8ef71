{ archiveUrl, ... }:
let
  source = "registry+https://example.org/index";
  url =
    template: name:
    archiveUrl { ${source} = template; } {
      inherit name source;
      version = "1.0.0";
      checksum = "abc";
    };
in
{
  "an address gets the usual path" = {
    expr = url "https://example.org/dl" "Serde";
    expected = "https://example.org/dl/Serde/1.0.0/download";
  };
  "markers are filled in" = {
    expr = url "{crate}|{version}|{prefix}|{lowerprefix}|{sha256-checksum}" "Serde";
    expected = "Serde|1.0.0|Se/rd|se/rd|abc";
  };
  "short names have short prefixes" = {
    expr = map (url "{prefix}") [
      "a"
      "ab"
      "abc"
    ];
    expected = [
      "1"
      "2"
      "3/a"
    ];
  };
  "an unknown registry stops" = {
    expr =
      (builtins.tryEval (
        archiveUrl { } {
          name = "a";
          version = "1.0.0";
          checksum = "abc";
          inherit source;
        }
      )).success;
    expected = false;
  };
}
