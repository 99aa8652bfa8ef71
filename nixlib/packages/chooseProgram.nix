/**
  Return the text of a script that lists the programs of the package `name` and fails. `nix run`
  starts the script if the choice of a program is undecided.
*/
{ message, ... }:
{ name, programNames }:
''
  #!/bin/sh
  cat >&2 <<'END'
  error: ${
    message {
      problem = "the package has several programs";
      at = name;
      expected = "the name of a program";
      waysOut = map (program: "nix run .#${program}") programNames ++ [
        "set `default-run` in [package] of Cargo.toml"
      ];
    }
  }
  END
  exit 1
''
