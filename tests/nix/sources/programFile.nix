{ programFile, ... }:
let
  program =
    path:
    builtins.tryEval (programFile {
      root = ../fixtures/workspace;
      name = "linker";
      inherit path;
    });
in
{
  "a path out of the source stops" = {
    expr = map (path: (program path).success) [
      "../umlaut.txt"
      "a/../../umlaut.txt"
      "../../../../../etc/passwd"
      "/etc/passwd"
    ];
    expected = [
      false
      false
      false
      false
    ];
  };
}
