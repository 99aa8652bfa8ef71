{ bytes, ... }:
let
  half = builtins.substring 0 1 "é";
  isCharacter = text: builtins.match "(${bytes.characters})" text != null;
in
{
  "a character of several bytes is whole" = {
    expr = map isCharacter [
      "é"
      "日"
      "😀"
      "a"
      half
    ];
    expected = [
      true
      true
      true
      false
      false
    ];
  };
  "bytes above 127 are not ASCII" = {
    expr = map (text: builtins.match bytes.notAscii text != null) [
      half
      "a"
      "~"
    ];
    expected = [
      true
      false
      false
    ];
  };
}
