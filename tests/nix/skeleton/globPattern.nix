{ globPattern, ... }:
let
  matches = pattern: builtins.filter (globPattern pattern).matches;
  names = [
    "a"
    "ab"
    "abc"
    ".a"
    "é"
  ];
in
{
  "a star is any characters" = {
    expr = map (pattern: matches pattern names) [
      "*"
      "a*"
      "*c"
    ];
    expected = [
      names
      [
        "a"
        "ab"
        "abc"
      ]
      [ "abc" ]
    ];
  };
  "a question mark is one character" = {
    expr = matches "?" names;
    expected = [
      "a"
      "é"
    ];
  };
  "brackets list characters and ranges" = {
    expr = map (pattern: matches pattern names) [
      "[a-b]"
      "[!a-b]"
      "a[bx]"
    ];
    expected = [
      [ "a" ]
      [ "é" ]
      [ "ab" ]
    ];
  };
  "text is no regular expression" = {
    expr = matches "a.*" [
      "ab"
      "a.b"
    ];
    expected = [ "a.b" ];
  };
  "a part without special characters is literal" = {
    expr = map (pattern: (globPattern pattern).isLiteral) [
      "a.b"
      "a*"
      "**"
    ];
    expected = [
      true
      false
      false
    ];
  };
  "two stars alone are any depth" = {
    expr = map (pattern: (globPattern pattern).isAnyDepth) [
      "**"
      "*"
    ];
    expected = [
      true
      false
    ];
  };
  "Cargo refuses a pattern" = {
    expr = map globPattern [
      "a**"
      "***"
      "[a"
      "[]"
    ];
    expected = [
      null
      null
      null
      null
    ];
  };
}
