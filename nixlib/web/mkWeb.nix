/**
  Return the apps of the argument `web`:

  - `web`: each app by name (mkWebApp.nix).
  - `checks`: `NAME-web` builds the app, and `NAME-web-test…` runs its tests, as a list of
    `{ name, value }`.
*/
{
  lib,
  mkWebApp,
  openWorkspace,
  ...
}:
{ workspace, arguments }:
let
  ofBrowser = arguments // {
    target = "wasm32-unknown-unknown";
    # `pkgs` for another platform is the platform of the packages, and not of the apps.
    targetPkgs = null;
  };
  browserWorkspace = openWorkspace ofBrowser;
  makeApp = mkWebApp {
    arguments = ofBrowser;
    # The rest of a workspace does not depend on the platform, and is evaluated once.
    workspace = workspace // {
      inherit (browserWorkspace) platformOf toolchain;
    };
  };
  apps = builtins.mapAttrs makeApp arguments.web;
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
