/**
  Return a derivation with the program `bin/<name>`, a shell script of the text `text`.
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
