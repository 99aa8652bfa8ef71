/**
  Whether an entry of `deps` or `envs` (`kind`) is by version: a set in `deps` without kinds of
  inputs, and a set with a version among its names in `envs`, which otherwise has variables.
*/
_scope: kind: entry:
let
  isVersion = name: builtins.match "[0-9]+\\.[0-9]+\\.[0-9]+.*" name != null;
in
builtins.isAttrs entry
&& (
  if kind == "deps" then
    !(entry ? nativeBuildInputs || entry ? buildInputs)
  else
    builtins.any isVersion (builtins.attrNames entry)
)
