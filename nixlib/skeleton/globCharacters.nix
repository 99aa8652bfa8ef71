/**
  Return a function that tells whether a character is in the brackets of a glob. `characters` are
  the characters between the brackets: single ones, and ranges as `a-z` in the order of Unicode,
  which is the order of UTF-8.
*/
{ lib, ... }:
characters:
let
  characterAt = builtins.elemAt characters;
  count = builtins.length characters;
  isRange = index: index + 2 < count && characterAt (index + 1) == "-";
  # The indexes of single characters and of the first characters of ranges.
  startsFrom = index: lib.optional (index < count) { key = index; };
  starts = builtins.genericClosure {
    startSet = startsFrom 0;
    operator = { key }: startsFrom (if isRange key then key + 3 else key + 1);
  };
in
character:
builtins.any (
  { key }:
  if isRange key then
    characterAt key <= character && character <= characterAt (key + 2)
  else
    character == characterAt key
) starts
