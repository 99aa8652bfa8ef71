/**
  Return the number of the first line of a text that is not UTF-8, null where all of it is.

  What Nix reads of a file may be any bytes but 0, and what is not UTF-8 stops it where it writes
  JSON, without a place.
*/
{ bytes, ... }:
let
  isAscii = text: builtins.length (builtins.split bytes.notAscii text) == 1;
  linesIn = text: (builtins.length (builtins.split "\n" text) - 1) / 2;

  # Between the characters of several bytes is ASCII, or what is wrong.
  step =
    state: piece:
    if builtins.isList piece || state.isWrong then
      state
    else
      let
        before = builtins.head (builtins.split bytes.notAscii piece);
      in
      {
        line = state.line + linesIn before;
        isWrong = before != piece;
      };
in
text:
if isAscii text then
  null
else
  let
    pieces = builtins.split bytes.characters text;
    end = builtins.foldl' step {
      line = 1;
      isWrong = false;
    } pieces;
  in
  if end.isWrong then end.line else null
