/**
  Return the lint tables of the manifest text `manifest` as a manifest of their own, or "" where it has none.

  clippy reads Cargo.toml where it runs, the workspace's root, and judges the tables themselves (lint_groups_priority).
*/
_scope:
manifest:
let
  found = builtins.fromTOML manifest;
  tables = [ { name = "lints"; lints = found.lints or { }; } { name = "workspace.lints"; lints = found.workspace.lints or { }; } ];
  # TOML has JSON's strings, numbers and lists.
  valueOf = value:
    if builtins.isAttrs value then "{ ${builtins.concatStringsSep ", " (builtins.attrValues (builtins.mapAttrs entryOf value))} }"
    else if builtins.isList value then "[ ${builtins.concatStringsSep ", " (map valueOf value)} ]"
    else builtins.toJSON value;
  entryOf = name: value: "${builtins.toJSON name} = ${valueOf value}";
in
builtins.concatStringsSep "" (map
  ({ name, lints }: if lints == { } then "" else "[${name}]\n${builtins.concatStringsSep "" (builtins.attrValues (builtins.mapAttrs (tool: table: "${entryOf tool table}\n") lints))}")
  tables)
