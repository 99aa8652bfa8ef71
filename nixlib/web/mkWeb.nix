/**
  Return the apps of the argument `web`:

  - `web`: each app by name (mkWebApp.nix).
  - `checks`: `NAME-web` builds the app, and `NAME-web-test…` runs its tests, as a list of
    `{ name, value }`.
*/
{ lib, mkWebApp, ... }:
{ workspace, arguments }:
let
  apps = builtins.mapAttrs (mkWebApp { inherit workspace arguments; }) arguments.web;
  checksOf =
    name:
    { app, checks }:
    [
      {
        name = "${name}-web";
        value = app;
      }
    ]
    ++ checks;
in
{
  web = builtins.mapAttrs (_name: { app, ... }: app) apps;
  checks = builtins.concatLists (lib.mapAttrsToList checksOf apps);
}
