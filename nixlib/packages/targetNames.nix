/**
  Return the targets of entries (mkUnits.nix) as a text for messages.
*/
_scope: entries:
"targets: ${
  builtins.concatStringsSep ", " (map ({ unit, ... }: "${unit.kind} ${unit.target}") entries)
}"
