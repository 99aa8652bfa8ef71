/**
  Return a few words about `value` for a message. The words never include a large value as a
  whole.
*/
{ lib, ... }:
let
  longestText = 60;
  mostNames = 5;
  quote =
    text:
    builtins.toJSON (
      if builtins.stringLength text > longestText then
        "${builtins.substring 0 longestText text}…"
      else
        text
    );
  firstNames = set: builtins.concatStringsSep ", " (lib.take mostNames (builtins.attrNames set));
in
value:
if builtins.isString value then
  "the string ${quote value}"
else if builtins.isPath value then
  "the path ${toString value}"
else if lib.isDerivation value then
  "the derivation ${value.name or "without a name"}"
else if builtins.isAttrs value then
  (if value == { } then "an empty set" else "a set with ${firstNames value}")
else if builtins.isList value then
  (if value == [ ] then "an empty list" else "a list")
else if builtins.isFunction value then
  "a function"
else
  builtins.toJSON value
