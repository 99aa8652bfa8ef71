/**
  Whether an entry of `deps` or `envs` (`kind`) is by version: any set in `deps`, and a set with a
  version among its names in `envs`, which otherwise has variables.
*/
_scope: kind: entry:
let
  isVersion = name: builtins.match "[0-9]+\\.[0-9]+\\.[0-9]+.*" name != null;
in
builtins.isAttrs entry && (kind == "deps" || builtins.any isVersion (builtins.attrNames entry))
