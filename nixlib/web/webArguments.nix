/**
  Return the arguments (checkArguments.nix) of the build for the browser: those of the workspace,
  with the selection of the app `app`, an entry of the argument `web` by the name `name`.
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
  target = "wasm32-unknown-unknown";
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
