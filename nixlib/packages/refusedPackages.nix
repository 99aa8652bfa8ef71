/**
  Return the packages (mkPackages.nix) of a workspace whose committed plan cannot be read. Each
  package is the error `problem` (arguments of message.nix).

  The packages have names, because `nix run .#update-plan` also looks for a package with the name
  of the app. Cargo.lock has the names: a package without a source is a member or a path dependency.
*/
{ fail, lib, ... }:
{ workspace, problem }:
let
  refused = fail problem;
  members = builtins.filter (package: package.isMember) workspace.lockfile.names;
  packages = lib.genAttrs (map (package: package.name) members) (_name: refused);
in
{
  inherit packages;
  programs = packages;
  bins = refused;
  default = refused;
  shipped = refused;
}
