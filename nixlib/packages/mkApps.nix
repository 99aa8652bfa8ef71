/**
  Return the flake's apps: each program by its name for `nix run .#name`, and `default` for `nix run`.
*/
_scope:
{ packages }:
let
  appOf = package: {
    type = "app";
    program = "${package}/bin/${package.meta.mainProgram}";
    meta = builtins.intersectAttrs { description = null; } package.meta;
  };
  apps = builtins.mapAttrs (_name: appOf) packages.bins;
in
(if apps == { } then { } else { default = appOf packages.default; }) // apps
