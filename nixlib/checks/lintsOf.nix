/**
  Return the tables of lints in the text of a manifest, or "".

  clippy reads Cargo.toml in its working directory, the root of the workspace, and checks these
  tables (lint_groups_priority). The function selects lines by headings, because Nix cannot parse
  a manifest with a date.
*/
{ lib, ... }:
manifest:
let
  lines = builtins.filter (line: line != "") (lib.splitRegex "\n" manifest);
  headingIn = builtins.match "[[:space:]]*\\[+[[:space:]]*([^]]*[^] \t])[[:space:]]*]+.*";
  isLintTable =
    heading:
    let
      dot = "[[:space:]]*[.]";
    in
    builtins.match "(workspace${dot}[[:space:]]*)?lints(${dot}.*)?" heading != null;
  step =
    { text, isInLints }:
    line:
    let
      heading = headingIn line;
      isLintLine = if heading == null then isInLints else isLintTable (builtins.head heading);
    in
    {
      isInLints = isLintLine;
      text = text + lib.optionalString isLintLine "${line}\n";
    };
  start = {
    text = "";
    isInLints = false;
  };
in
(builtins.foldl' step start lines).text
