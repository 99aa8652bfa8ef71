{ pathText, ... }:
let
  inherit (pathText)
    join
    parentOf
    partsOf
    normalise
    ;
in
{
  "a name in the root has no slash" = {
    expr = join "" "a";
    expected = "a";
  };
  "a name in a directory" = {
    expr = join "a/b" "c";
    expected = "a/b/c";
  };
  "the parent of a file in the root is the root" = {
    expr = map parentOf [
      "a"
      "a/b"
      ""
    ];
    expected = [
      ""
      "a"
      ""
    ];
  };
  "dots and doubled slashes are no parts" = {
    expr = partsOf "./a//b/./c/";
    expected = [
      "a"
      "b"
      "c"
    ];
  };
  "a path is seen from its directory" = {
    expr = map (normalise "a/b") [
      "c"
      "./c"
      "../c"
      "../../c"
      "."
      ""
    ];
    expected = [
      "a/b/c"
      "a/b/c"
      "a/c"
      "c"
      "a/b"
      "a/b"
    ];
  };
  "a path out of the root is null" = {
    expr = map (normalise "a") [
      "../.."
      "../../a"
      "/a"
    ];
    expected = [
      null
      null
      null
    ];
  };
}
