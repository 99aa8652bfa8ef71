/**
  Return the submodules in the text of a `.gitmodules`: `{ path, isUpdated }` each. Cargo does not
  update a submodule with `update = none`.
*/
{ lib, ... }:
text:
let
  blank = "[[:space:]]*";
  sections = builtins.tail (lib.splitRegex "\\[[[:space:]]*submodule[[:space:]]" text);
  valueIn =
    key: line:
    builtins.match "${blank}${key}${blank}=${blank}\"?([^\"]*[^\"[:space:]])\"?${blank}" line;
  valueOf =
    key: section:
    let
      lines = lib.splitRegex "\n" section;
      values = builtins.filter (match: match != null) (map (valueIn key) lines);
    in
    if values == [ ] then "" else builtins.head (lib.last values);
in
map (section: {
  path = valueOf "path" section;
  isUpdated = valueOf "update" section != "none";
}) sections
