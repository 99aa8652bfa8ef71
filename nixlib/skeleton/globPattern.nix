/**
  Return what a part of a glob (what stands between two slashes) stands for: `{ isLiteral,
  isAnyDepth, matches }`, or null for one that Cargo refuses. `matches` is a function of a file's
  name.

  `*` is any characters, `?` is one, `[…]` one of those listed (`a-z` among them, `!` in front for
  all others), and `**` any number of directories. The rules are those of the crate `glob`, which
  Cargo calls (Pattern::new, matches_from). No part of the text becomes a regular expression.
  pylib/cargo_nix/skeleton/glob.py is the same.
*/
{ charactersOf, lineNotUtf8, ... }:
let
  # The first character within brackets may be a bracket itself.
  pieces = builtins.split "([*]+|[?]|\\[!.[^]]*]|\\[[^!][^]]*])";
  hasStray = piece: builtins.isString piece && builtins.length (builtins.split "\\[" piece) != 1;

  # Whether a character is of what brackets list: single ones, and ranges by Unicode's order, which
  # UTF-8 keeps.
  listed =
    characters:
    let
      at = builtins.elemAt characters;
      count = builtins.length characters;
      isRange = n: n + 2 < count && at (n + 1) == "-";
      starts = builtins.genericClosure {
        startSet = [ { key = 0; } ];
        operator =
          { key }:
          let
            next = if isRange key then key + 3 else key + 1;
          in
          if next < count then [ { key = next; } ] else [ ];
      };
    in
    character:
    builtins.any (
      { key }:
      if isRange key then at key <= character && character <= at (key + 2) else character == at key
    ) starts;

  # A token is null for any characters, else a function that tells whether it takes one.
  tokensOf =
    piece:
    if builtins.isString piece then
      map (one: character: character == one) (charactersOf piece)
    else
      let
        text = builtins.head piece;
        isNegative = builtins.substring 0 2 text == "[!";
        start = if isNegative then 2 else 1;
        count = builtins.stringLength text - start - 1;
        isListed = listed (charactersOf (builtins.substring start count text));
      in
      if text == "*" then
        [ null ]
      else if text == "?" then
        [ (_character: true) ]
      else
        [ (character: isListed character != isNegative) ];

  # Row by row from the last token: whether what follows it takes the name from each of its
  # characters on.
  matches =
    tokens: name:
    let
      characters = charactersOf name;
      count = builtins.length characters;
      character = builtins.elemAt characters;
      row =
        next: token:
        let
          following = builtins.elemAt next;
          current = builtins.genList (
            n:
            if token == null then
              following n || (n < count && builtins.elemAt current (n + 1))
            else
              n < count && token (character n) && following (n + 1)
          ) (count + 1);
        in
        current;
      length = builtins.length tokens;
      reversed = builtins.genList (n: builtins.elemAt tokens (length - 1 - n)) length;
      last = builtins.genList (n: n == count) (count + 1);
    in
    lineNotUtf8 name == null && builtins.head (builtins.foldl' row last reversed);
in
part:
let
  parts = pieces part;
  tokens = builtins.concatMap tokensOf parts;
  isWildcard = piece: builtins.isList piece && builtins.substring 0 2 (builtins.head piece) == "**";
in
if part == "**" then
  {
    isLiteral = false;
    isAnyDepth = true;
    matches = _name: false;
  }
else if builtins.any hasStray parts || builtins.any isWildcard parts then
  null
else
  {
    isLiteral = builtins.length parts == 1;
    isAnyDepth = false;
    matches = if tokens == [ null ] then name: lineNotUtf8 name == null else matches tokens;
  }
