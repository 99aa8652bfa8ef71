/**
  Return the characters of a UTF-8 text as a list.
*/
{ bytes, ... }:
let
  character = "([^${builtins.substring 1 (-1) bytes.continuation}${bytes.continuation}*)";
in
text: map builtins.head (builtins.filter builtins.isList (builtins.split character text))
