/**
  Return a derivation with the executable `bin/<name>`. `text` is the text of the script, with its
  first line `#!`.
*/
{ runPython, ... }:
{
  name,
  system,
  python,
  text,
}:
runPython {
  inherit name system;
  python = python.builder;
  program = ./writeScript.py;
  request = {
    script = text;
    program = name;
  };
}
