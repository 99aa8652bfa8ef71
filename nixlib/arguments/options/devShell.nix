/**
  The options of the group "Dev shell" (options.nix).
*/
{ types, ... }:
with types;
let
  devShell = [
    {
      name = "packages";
      type = listOf package;
      default = [ ];
      description = ''
        Additional programs in the dev shell.
      '';
      example = "devShell.packages = [ pkgs.rust-analyzer pkgs.cargo-edit ];";
    }
    {
      name = "env";
      type = attrsOf variable;
      default = { };
      description = ''
        Additional environment variables in the dev shell.
      '';
      example = ''devShell.env.RUST_SRC_PATH = "''${pkgs.rustPlatform.rustLibSrc}";'';
    }
  ];
in
[
  {
    name = "devShell";
    type = set devShell;
    default = { };
    description = ''
      Additions to the output [`devShell`](#devshell-1), described below.
    '';
    example = "devShell.packages = [ pkgs.rust-analyzer ];";
  }
]
