/**
  Return the value of `text`, the inside of a TOML string in double quotes: each escape becomes
  its character.

  An unknown escape stays, and so does the escape of the character 0, because Nix has no text with
  it.
*/
{ lib, ... }:
let
  numberOf = hexDigits: (builtins.fromTOML "n = 0x${hexDigits}").n;
  hexDigitOf = number: builtins.substring number 1 "0123456789abcdef";
  jsonEscape =
    number:
    let
      digit = unit: hexDigitOf (builtins.bitAnd (number / unit) 15);
    in
    "\\u${digit 4096}${digit 256}${digit 16}${digit 1}";
  # JSON writes a character above 65,535 as a pair of surrogates.
  surrogates =
    number:
    let
      offset = number - 65536;
    in
    jsonEscape (55296 + offset / 1024) + jsonEscape (56320 + builtins.bitAnd offset 1023);
  isCharacter = number: number > 0 && number <= 1114111 && !(number >= 55296 && number < 57344);
  characterOf =
    number:
    let
      escape = if number < 65536 then jsonEscape number else surrogates number;
    in
    builtins.fromJSON "\"${escape}\"";

  shortEscapes = {
    b = builtins.fromJSON "\"\\b\"";
    t = "\t";
    n = "\n";
    f = builtins.fromJSON "\"\\f\"";
    r = "\r";
    e = builtins.fromJSON "\"\\u001b\"";
    "\"" = "\"";
    "\\" = "\\";
  };
  digitCounts = {
    x = 2;
    u = 4;
    U = 8;
  };
  # The last alternative is a line end: the string continues after the blanks of the next line.
  escapes = "\\\\(([btnfre\"\\\\])|[xuU]([0-9a-fA-F]*)|[ \t\r]*\n[ \t\r\n]*)";
  unescape =
    groups:
    let
      escape = builtins.elemAt groups 0;
      shortEscape = builtins.elemAt groups 1;
      hexDigits = builtins.elemAt groups 2;
      count = digitCounts.${builtins.substring 0 1 escape};
      number = numberOf (builtins.substring 0 count hexDigits);
    in
    if shortEscape != null then
      shortEscapes.${shortEscape}
    else if hexDigits == null then
      ""
    else if builtins.stringLength hexDigits >= count && isCharacter number then
      characterOf number + builtins.substring count (-1) hexDigits
    else
      "\\${escape}";
  replace = piece: if builtins.isString piece then piece else unescape piece;
in
text: builtins.concatStringsSep "" (map replace (builtins.split escapes text))
