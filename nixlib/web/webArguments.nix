/**
  Return the arguments of the build for the browser: `arguments` (mkWeb.nix) with the selection of
  the app `app`, an entry of the argument `web` by the name `name`.
*/
_scope:
{
  arguments,
  name,
  app,
}:
let
  profile = if app.profile == null then arguments.profile else app.profile;
in
arguments
// {
  command = "build";
  packages = [ (if app.package == null then name else app.package) ];
  workspace = false;
  exclude = [ ];
  cargoTargets = { };
  inherit (app) features noDefaultFeatures committedPlan;
  allFeatures = false;
  inherit profile;
  checks = arguments.checks // {
    inherit profile;
    benches = false;
  };
}
