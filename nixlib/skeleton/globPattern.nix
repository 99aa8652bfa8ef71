/**
  Return the meaning of one part of a glob, between two slashes:
  `{ isLiteral, isAnyDepth, matches }`, or null for a part that Cargo refuses. `matches` is a
  function of a file name.

  `*` means any characters, `?` one character, `[…]` one of the listed characters (ranges as
  `a-z`, and `!` in front for all others), and `**` any number of directories. The rules follow
  the crate `glob` in Cargo (Pattern::new, matches_from). No text of the part becomes a regular
  expression. pylib/cargo_nix/skeleton/globs.py follows the same rules.
*/
{
  charactersOf,
  globCharacters,
  lib,
  lineNotUtf8,
  ...
}:
let
  # The first character within brackets may be a bracket.
  splitWildcards = builtins.split "([*]+|[?]|\\[!.[^]]*]|\\[[^!][^]]*])";
  hasStrayBracket =
    piece: builtins.isString piece && builtins.length (builtins.split "\\[" piece) != 1;
  isInvalidWildcard = piece: builtins.isList piece && lib.hasPrefix "**" (builtins.head piece);

  # A matcher is null for any characters, or a function of one character.
  matchersOf =
    piece:
    if builtins.isString piece then
      map (expected: character: character == expected) (charactersOf piece)
    else
      [ (wildcardMatcher (builtins.head piece)) ];
  wildcardMatcher =
    text:
    let
      isNegative = lib.hasPrefix "[!" text;
      start = if isNegative then 2 else 1;
      list = builtins.substring start (builtins.stringLength text - start - 1) text;
      isListed = globCharacters (charactersOf list);
    in
    if text == "*" then
      null
    else if text == "?" then
      _character: true
    else
      character: isListed character != isNegative;

  # Row by row from the last matcher. A row has a cell per start position in the name: whether the
  # following matchers accept the characters from the position to the end.
  matchesAll =
    matchers: name:
    let
      characters = charactersOf name;
      count = builtins.length characters;
      previousRow =
        nextRow: matcher:
        let
          row = builtins.genList (
            position:
            let
              isInside = position < count;
              isAccepted = matcher (builtins.elemAt characters position);
            in
            if matcher == null then
              builtins.elemAt nextRow position || (isInside && builtins.elemAt row (position + 1))
            else
              isInside && isAccepted && builtins.elemAt nextRow (position + 1)
          ) (count + 1);
        in
        row;
      lastRow = builtins.genList (position: position == count) (count + 1);
    in
    builtins.head (builtins.foldl' previousRow lastRow (lib.reverseList matchers));
in
part:
let
  pieces = splitWildcards part;
  matchers = builtins.concatMap matchersOf pieces;
  isUtf8 = name: lineNotUtf8 name == null;
in
if part == "**" then
  {
    isLiteral = false;
    isAnyDepth = true;
    matches = _name: false;
  }
else if builtins.any hasStrayBracket pieces || builtins.any isInvalidWildcard pieces then
  null
else
  {
    isLiteral = builtins.length pieces == 1;
    isAnyDepth = false;
    matches = name: isUtf8 name && (matchers == [ null ] || matchesAll matchers name);
  }
