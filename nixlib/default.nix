# The public functions of nixlib. scope.nix has all functions.
arguments:
let
  scope = import ./scope.nix arguments;
in
{
  # For tests/nix.
  inherit scope;
  inherit (scope)
    buildCargoWorkspace
    describe
    mkCli
    surface
    writeScript
    ;
  flakeModule = import ./flakeModule.nix scope;
  overlay = import ./overlay.nix scope;
}
