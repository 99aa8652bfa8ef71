/**
  The options of the group "All members" (options.nix).
*/
{ types, ... }:
with types;
[
  {
    name = "nativeBuildInputs";
    type = orFunction (listOf package);
    default = [ ];
    description = ''
      Programs on PATH for the units of all members.
    '';
    example = "nativeBuildInputs = [ pkgs.protobuf ];";
  }
  {
    name = "buildInputs";
    type = orFunction (listOf package);
    default = [ ];
    description = ''
      Libraries for the units of all members: pkg-config and the linker find them. A function gets
      the packages of the unit's platform: see [cross.md](cross.md#libraries).
    '';
    example = "buildInputs = [ pkgs.openssl ];";
  }
  {
    name = "env";
    type = attrsOf variable;
    default = { };
    description = ''
      Environment variables for the units of all members, and for their tests, doctests, clippy
      and rustdoc. `packageOverrides.NAME.env` overrides these variables, and Cargo's own
      variables override both.
    '';
    example = ''env = { GIT_REV = self.rev or "dirty"; };'';
  }
]
