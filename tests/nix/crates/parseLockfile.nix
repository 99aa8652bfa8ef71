{ parseLockfile, ... }:
{
  "keys without a string are absent" = {
    expr =
      (parseLockfile ''
        version = 4
        [[package]]
        name = "a"
        version = 1
        dependencies = [
         "b 1.0.0",
        ]
        [[package]]
        [[patch.unused]]
        name = "c"
      '').packages;
    expected = [
      { name = "a"; }
      { }
    ];
  };
  "checksums of version 1" = {
    expr =
      (parseLockfile ''
        [metadata]
        "checksum a 1.0.0 (registry+https://example.org/index)" = "abc"
      '').checksums;
    expected = {
      "checksum a 1.0.0 (registry+https://example.org/index)" = "abc";
    };
  };
  "a string for the packages" = {
    expr = (parseLockfile "package = \"x\"").isTable;
    expected = false;
  };
  "an empty text" = {
    expr = parseLockfile "";
    expected = {
      packages = [ ];
      checksums = { };
      isTable = true;
    };
  };
  "tables in an array" = {
    expr = (parseLockfile "package = [ { name = \"a\" }, { name = \"b\" } ]").packages;
    expected = [
      { }
      { name = "a"; }
      { name = "b"; }
    ];
  };
}
