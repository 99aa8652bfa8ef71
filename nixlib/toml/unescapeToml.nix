/**
  Return what the inside of a TOML string in double quotes stands for: its escapes are replaced.

  An escape that TOML does not have stays as it is, and so does that of the character 0, which Nix
  cannot have in a text.
*/
_scope:
let
  hex = digits: (builtins.fromTOML "n = 0x${digits}").n;
  toHex = number: builtins.substring number 1 "0123456789abcdef";
  four =
    number:
    let
      digit = n: toHex (builtins.bitAnd (number / n) 15);
    in
    digit 4096 + digit 256 + digit 16 + digit 1;
  unit = number: "\\u${four number}";
  # JSON has characters beyond the first 65,536 as pairs.
  character =
    escape: number:
    if number == 0 || number > 1114111 || (number >= 55296 && number < 57344) then
      escape
    else
      builtins.fromJSON "\"${
        if number < 65536 then
          unit number
        else
          let
            beyond = number - 65536;
          in
          unit (55296 + beyond / 1024) + unit (56320 + builtins.bitAnd beyond 1023)
      }\"";
  short = {
    b = builtins.fromJSON "\"\\b\"";
    t = "\t";
    n = "\n";
    f = builtins.fromJSON "\"\\f\"";
    r = "\r";
    e = builtins.fromJSON "\"\\u001b\"";
    "\"" = "\"";
    "\\" = "\\";
  };
  # The last form is the end of a line that goes on after the blanks of the next.
  escapes = "\\\\(([btnfre\"\\\\])|[xuU]([0-9a-fA-F]*)|[ \t\r]*\n[ \t\r\n]*)";
  digitsOf = {
    x = 2;
    u = 4;
    U = 8;
  };
  replace =
    piece:
    if builtins.isString piece then
      piece
    else
      let
        escape = builtins.elemAt piece 0;
        digits = builtins.elemAt piece 2;
        count = digitsOf.${builtins.substring 0 1 escape};
      in
      if builtins.elemAt piece 1 != null then
        short.${builtins.elemAt piece 1}
      else if digits == null then
        ""
      else if builtins.stringLength digits < count then
        "\\${escape}"
      else
        character "\\${escape}" (hex (builtins.substring 0 count digits))
        + builtins.substring count (-1) digits;
in
text: builtins.concatStringsSep "" (map replace (builtins.split escapes text))
