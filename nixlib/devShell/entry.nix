/**
  Return the command that prepares the dev shell (pylib/cargo_nix/shell/enter_shell.py). The
  arguments of the command are the parts of CARGO_HOME and the directory of the workspace.
*/
{ moduleCommand, ... }:
{ python, system }:
toString (moduleCommand {
  inherit python system;
  name = "cargo-nix-shell-entry";
  module = "cargo_nix.shell.enter_shell";
  only = [
    "__init__.py"
    "shell/__init__.py"
    "shell/enter_shell.py"
    "shell/registry_entry.py"
  ];
})
