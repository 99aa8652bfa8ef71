/**
  Return the flake's apps: each program of `bins` by its name, for `nix run .#name`.
*/
_scope:
bins:
builtins.mapAttrs
  (name: package: {
    type = "app";
    program = "${package}/bin/${name}";
    meta = builtins.intersectAttrs { description = null; } package.meta;
  })
  bins
