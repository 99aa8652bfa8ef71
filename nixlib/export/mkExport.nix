/**
  Return the program that writes an exported build into a directory: the committed plan `made`
  (mkCommittedPlan.nix), a copy of cargo-nix, and Nix files with two entry points
  (nixlib/export/files).

  - `root`: the source. Its flake.lock names nixpkgs.
  - `userArguments`: the arguments as written by the user.
*/
{
  exportedArguments,
  lockedNixpkgs,
  moduleCommand,
  pylib,
  rustlib,
  writeScript,
  ...
}:
{
  python,
  system,
  root,
  userArguments,
  made,
}:
let
  copyOf =
    name: path:
    builtins.path {
      inherit name path;
      filter = file: _type: baseNameOf file != "__pycache__";
    };
  command = moduleCommand {
    inherit python system;
    name = "cargo-nix-export";
    module = "cargo_nix.apps.export_build";
    only = [
      "__init__.py"
      "errors.py"
      "apps/__init__.py"
      "apps/export_build.py"
    ];
  };
  lockFile = root + "/flake.lock";
  lockText = if builtins.pathExists lockFile then builtins.readFile lockFile else null;
  settings = builtins.toFile "export.json" (
    builtins.unsafeDiscardStringContext (
      builtins.toJSON {
        arguments = exportedArguments userArguments;
        nixpkgs = lockedNixpkgs lockText;
      }
    )
  );
  words = command ++ [
    settings
    made
    (copyOf "export-files" ./files)
    (copyOf "nixlib" ../.)
    (copyOf "pylib" pylib)
    (copyOf "rustlib" rustlib)
  ];
in
writeScript {
  name = "export";
  inherit python system;
  text = ''
    #!/bin/sh
    exec ${toString words} "$@"
  '';
}
// {
  meta = {
    mainProgram = "export";
    description = "Write a build of the Cargo workspace that needs no flake and no checkout";
  };
}
