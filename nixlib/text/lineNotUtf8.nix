/**
  Return the number of the first line of `text` with a byte sequence outside of UTF-8, or null for
  valid UTF-8.

  Nix reads files with any bytes except 0, and later stops at invalid UTF-8 without a position,
  when a derivation or builtins.toJSON writes JSON.
*/
{ bytes, ... }:
let
  isAscii = text: builtins.length (builtins.split bytes.notAscii text) == 1;
  countLines = text: (builtins.length (builtins.split "\n" text) - 1) / 2;

  # The pieces between valid characters are ASCII up to an invalid byte.
  step =
    state: piece:
    if builtins.isList piece || state.isInvalid then
      state
    else
      let
        asciiStart = builtins.head (builtins.split bytes.notAscii piece);
      in
      {
        line = state.line + countLines asciiStart;
        isInvalid = asciiStart != piece;
      };
in
text:
if isAscii text then
  null
else
  let
    end = builtins.foldl' step {
      line = 1;
      isInvalid = false;
    } (builtins.split bytes.characters text);
  in
  if end.isInvalid then end.line else null
