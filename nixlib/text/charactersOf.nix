/**
  Return the characters of a text, which is UTF-8.
*/
{ bytes, ... }:
let
  character = "([^${builtins.substring 1 (-1) bytes.behind}${bytes.behind}*)";
in
text: map builtins.head (builtins.filter builtins.isList (builtins.split character text))
