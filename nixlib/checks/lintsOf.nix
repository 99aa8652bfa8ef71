/**
  Return the tables of lints in the manifest text `manifest`, word for word, or "" where it has none.

  clippy reads Cargo.toml where it runs, the workspace's root, and judges these tables themselves (lint_groups_priority).
  They are cut out by their headings: Nix parses no manifest that has a date.
*/
_scope: manifest:
let
  lines = builtins.filter (line: builtins.isString line && line != "") (builtins.split "\n" manifest);
  headingOf = builtins.match "[[:space:]]*\\[+[[:space:]]*([^]]*[^] \t])[[:space:]]*]+.*";
  isOfLints =
    heading:
    builtins.match "(workspace[[:space:]]*[.][[:space:]]*)?lints([[:space:]]*[.].*)?" heading != null;
  take =
    { taken, within }:
    line:
    let
      heading = headingOf line;
      now = if heading == null then within else isOfLints (builtins.head heading);
    in
    {
      within = now;
      taken = if now then taken + line + "\n" else taken;
    };
in
(builtins.foldl' take {
  taken = "";
  within = false;
} lines).taken
