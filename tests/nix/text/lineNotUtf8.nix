{ lineNotUtf8, ... }:
let
  half = builtins.substring 0 1 "é";
in
{
  "ASCII and longer characters are UTF-8" = {
    expr = map lineNotUtf8 [
      ""
      "a\nb"
      "é\n日😀"
    ];
    expected = [
      null
      null
      null
    ];
  };
  "the line of half a character" = {
    expr = map lineNotUtf8 [
      half
      "é\n${half}a"
      "a\n\nb${half}"
    ];
    expected = [
      1
      2
      3
    ];
  };
}
