/**
  Return the value of the text of a committed plan, in the file `fileName`. A text that is not a
  plan is an error with `refresh`, the command that writes the plan.

  Nix cannot catch an error of JSON. The end of the text shows whether the file is cut off, and
  every other error has a message above it.
*/
{ fail, message, ... }:
{
  text,
  fileName,
  schema,
  refresh,
}:
let
  waysOut = [ "write the plan again: ${refresh}" ];
  expected = "a file that `cargo-nix plan` wrote";
  hasConflict = builtins.replaceStrings [ "\n<<<<<<< " "\n>>>>>>> " ] [ "" "" ] text != text;
  length = builtins.stringLength text;
  # `cargo-nix plan` writes a line feed behind the last bracket.
  isWhole =
    builtins.substring 0 1 text == "{"
    && builtins.elem (builtins.substring (length - 2) 2 text) [
      "}\n"
      "\n}"
    ];
  plan = builtins.addErrorContext (message {
    problem = "the committed plan is not JSON";
    at = fileName;
    inherit expected waysOut;
  }) (builtins.fromJSON text);
  missing = builtins.filter (field: !(plan ? ${field})) [
    "cargo"
    "cfg"
    "config_env"
    "config_paths"
    "host"
    "inputs"
    "packages"
    "roots"
    "rustc"
    "units"
  ];
in
if hasConflict then
  fail {
    problem = "the committed plan has conflict marks";
    at = fileName;
    got = "the marks of a merge";
    inherit expected waysOut;
  }
else if !isWhole then
  fail {
    problem = "the committed plan is cut off";
    at = fileName;
    got = if text == "" then "an empty file" else "a file without the end of a plan";
    inherit expected waysOut;
  }
# A plan of another schema has its own message.
else if plan.schema or null == schema && missing != [ ] then
  fail {
    problem = "the committed plan lacks `${builtins.head missing}`";
    at = fileName;
    got = "a file that was edited or merged by hand";
    inherit expected waysOut;
  }
else
  plan
