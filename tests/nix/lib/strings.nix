{ lib, ... }:
let
  inherit (lib)
    escapeNixIdentifier
    hasPrefix
    hasSuffix
    optionalString
    removePrefix
    splitRegex
    stringToCharacters
    ;
in
{
  "prefixes and suffixes" = {
    expr = [
      (hasPrefix "a/" "a/b")
      (hasPrefix "a/" "a")
      (hasPrefix "" "a")
      (hasSuffix ".rs" "a.rs")
      (hasSuffix ".rs" "rs")
      (hasSuffix "" "a")
    ];
    expected = [
      true
      false
      true
      true
      false
      true
    ];
  };
  "a text without the prefix stays" = {
    expr = map (removePrefix "a/") [
      "a/b"
      "b/a/"
      "a/"
    ];
    expected = [
      "b"
      "b/a/"
      ""
    ];
  };
  "separators are left out" = {
    expr = splitRegex "[.]" "a.b..c";
    expected = [
      "a"
      "b"
      ""
      "c"
    ];
  };
  "characters of a text" = {
    expr = stringToCharacters "ab";
    expected = [
      "a"
      "b"
    ];
  };
  "names that need quotes" = {
    expr = map escapeNixIdentifier [
      "x86_64-linux"
      "0.1.0"
      "a b"
    ];
    expected = [
      "x86_64-linux"
      "\"0.1.0\""
      "\"a b\""
    ];
  };
  "a text under a condition" = {
    expr = map (condition: optionalString condition "a") [
      true
      false
    ];
    expected = [
      "a"
      ""
    ];
  };
}
