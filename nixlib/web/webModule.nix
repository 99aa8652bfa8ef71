/**
  Return the entry (mkUnits.nix) of the module: the program `app.bin`, or else the only `cdylib`, or
  else the only program. `entries` are the roots of the app's build, and `argument` names the app in
  messages. Anything else is an error.
*/
{
  fail,
  isProgram,
  targetNames,
  ...
}:
{
  entries,
  app,
  argument,
}:
let
  programs = builtins.filter isProgram entries;
  libraries = builtins.filter (
    { unit, ... }: unit.mode == "build" && builtins.elem "cdylib" unit.crate_types
  ) entries;
  named = builtins.filter ({ unit, ... }: unit.target == app.bin) programs;
  stop =
    parts:
    fail (
      parts
      // {
        at = "buildCargoWorkspace: ${argument}";
        got = targetNames entries;
      }
    );
  requiredFeatures = "for a target with `required-features`: `${argument}.features = [ … ];`";
in
if app.bin != null then
  (
    if named != [ ] then
      builtins.head named
    else
      stop {
        problem = "the package has no program `${app.bin}`";
        expected = "the name of a program";
        waysOut = [
          "correct `${argument}.bin`"
          requiredFeatures
        ];
      }
  )
else if libraries != [ ] then
  builtins.head libraries
else if builtins.length programs == 1 then
  builtins.head programs
else if programs == [ ] then
  stop {
    problem = "the package has nothing that a browser can load";
    expected = "a program, or a library of type cdylib";
    waysOut = [
      "add src/main.rs, or `crate-type = [\"cdylib\", \"rlib\"]` in [lib]"
      requiredFeatures
    ];
  }
else
  stop {
    problem = "the app has several programs";
    expected = "one program";
    waysOut = [ "name the program: `${argument}.bin = \"…\";`" ];
  }
