/**
  Classes of bytes for regular expressions: Nix has no escapes for bytes, so they are cut out of
  characters.

  `notAscii` is one byte of a character that has several, `behind` one that is not its first, and
  `characters` is a whole such character, as UTF-8 has it.
*/
_scope:
let
  firstOf = character: builtins.substring 0 1 (builtins.fromJSON "\"${character}\"");
  secondOf = character: builtins.substring 1 1 (builtins.fromJSON "\"${character}\"");
  first = one: other: "[${firstOf one}-${firstOf other}]";
  second = one: other: "[${secondOf one}-${secondOf other}]";
  behind = second "\\u0080" "\\u00bf";
in
{
  inherit behind;
  notAscii = "[^${firstOf "\\u0001"}-${firstOf "\\u007f"}]";
  # No character in a longer form than it needs, no half of a pair, none beyond the last (RFC 3629,
  # section 4).
  characters = builtins.concatStringsSep "|" [
    "${first "\\u0080" "\\u07ff"}${behind}"
    "${firstOf "\\u0800"}${second "\\u00a0" "\\u00bf"}${behind}"
    "(${first "\\u1000" "\\ucfff"}|${first "\\ue000" "\\uffff"})${behind}${behind}"
    "${firstOf "\\ud000"}${second "\\u0080" "\\u009f"}${behind}"
    "${firstOf "\\ud800\\udc00"}${second "\\u0090" "\\u00bf"}${behind}${behind}"
    "${first "\\ud8c0\\udc00" "\\udbbf\\udfff"}${behind}${behind}${behind}"
    "${firstOf "\\udbc0\\udc00"}${second "\\u0080" "\\u008f"}${behind}${behind}"
  ];
}
