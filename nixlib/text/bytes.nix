/**
  Return regular expressions over bytes. Nix has no escapes for bytes, so the bytes come from
  characters.

  - `notAscii`: a byte of a character with several bytes.
  - `continuation`: a later byte of such a character.
  - `characters`: a whole character with several bytes, in valid UTF-8.
*/
_scope:
let
  firstOf = character: builtins.substring 0 1 (builtins.fromJSON "\"${character}\"");
  secondOf = character: builtins.substring 1 1 (builtins.fromJSON "\"${character}\"");
  first = from: to: "[${firstOf from}-${firstOf to}]";
  second = from: to: "[${secondOf from}-${secondOf to}]";
  continuation = second "\\u0080" "\\u00bf";
in
{
  inherit continuation;
  notAscii = "[^${firstOf "\\u0001"}-${firstOf "\\u007f"}]";
  # Without overlong forms, surrogates and characters after the last (RFC 3629, section 4).
  characters = builtins.concatStringsSep "|" [
    "${first "\\u0080" "\\u07ff"}${continuation}"
    "${firstOf "\\u0800"}${second "\\u00a0" "\\u00bf"}${continuation}"
    "(${first "\\u1000" "\\ucfff"}|${first "\\ue000" "\\uffff"})${continuation}${continuation}"
    "${firstOf "\\ud000"}${second "\\u0080" "\\u009f"}${continuation}"
    "${firstOf "\\ud800\\udc00"}${second "\\u0090" "\\u00bf"}${continuation}${continuation}"
    "${first "\\ud8c0\\udc00" "\\udbbf\\udfff"}${continuation}${continuation}${continuation}"
    "${firstOf "\\udbc0\\udc00"}${second "\\u0080" "\\u008f"}${continuation}${continuation}"
  ];
}
