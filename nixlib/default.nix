# The public functions of nixlib. scope.nix has all functions.
arguments:
let
  scope = import ./scope.nix arguments;
in
{
  inherit (scope)
    buildCargoWorkspace
    mkCli
    options
    surface
    writeScript
    ;
  flakeModule = import ./flakeModule.nix scope;
  overlay = import ./overlay.nix scope;
}
