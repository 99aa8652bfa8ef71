/**
  Return the command that prepares the dev shell (pylib/cargo_nix/shell/enter_shell.py). The
  arguments of the command are the parts of CARGO_HOME and the directory of the workspace.
*/
{ mkLibrary, ... }:
{ python, system }:
let
  library = mkLibrary {
    inherit system;
    python = python.builder;
    name = "cargo-nix-shell-entry";
    only = [
      "__init__.py"
      "shell/__init__.py"
      "shell/enter_shell.py"
      "shell/registry_entry.py"
    ];
  };
in
"${python.builder} -I -S ${../lib/runModule.py} ${library} cargo_nix.shell.enter_shell"
