/**
  The options of the group "Dev shell" (options.nix).
*/
{ types, ... }:
with types;
let
  devShell = [
    {
      name = "profiles";
      type = listOf name;
      default = [ "dev" ];
      description = ''
        The profiles whose compiled crates the shell has. `cargo build`, `test`, `check`, `clippy`
        and `doc` in these profiles compile no crate of Cargo.lock. With `[ ]`, cargo compiles all
        crates. See [shell.md](shell.md).
      '';
      example = ''devShell.profiles = [ "dev" "release" ];'';
    }
    {
      name = "singlePackages";
      type = bool;
      default = false;
      description = ''
        The shell also has the compiled crates of `cargo build -p`, `test -p` and `check -p` for
        each member. A member alone may need crates with other features than the workspace.
      '';
      example = "devShell.singlePackages = true;";
    }
    {
      name = "prebuilt";
      type = bool;
      default = true;
      description = ''
        Builds or downloads the compiled crates before the shell opens. With `false`, the shell
        opens at once, and cargo compiles the crates that Nix has not built.
      '';
      example = "devShell.prebuilt = false;";
    }
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
