/**
  Return the tokens of a TOML text, in order:

  - `"…"` for a string: the value without escapes, between double quotes. A string in single
    quotes may keep the single quotes.
  - words, one of `[ ] { } = , .` each, and "\n".

  Comments and blanks are left out. Invalid TOML gives other tokens and never an error, because
  Cargo reports errors in manifests with positions. `builtins.fromTOML` accepts neither dates nor
  the syntax of TOML 1.1, crashes at deep nesting, and has errors that Nix code cannot catch.
*/
{
  lib,
  unescapeToml,
  listOfChain,
  ...
}:
let
  words = "[A-Za-z0-9_+:-]+|[][{}=,.\n]";
  # Whole strings and comments, for texts without escapes and without strings over several lines.
  simpleTokens = "(\"[^\"\\\n]*\"|'[^'\n]*'|#[^\n]*|${words})";
  # Each possible start or end of a token. The state decides about the meaning.
  delimiters = "(\"+|'+|\\\\[\"\\\\]?|#|${words})";
  isSimple = text: builtins.length (builtins.split "\\\\|\"\"\"|'''" text) == 1;

  firstOf = builtins.substring 0 1;
  lexSimple =
    text:
    builtins.filter (token: firstOf token != "#") (
      map builtins.head (builtins.filter builtins.isList (builtins.split simpleTokens text))
    );

  # `offset` is the position of the next piece. `delimiter` is the open delimiter: a quote, three
  # quotes, "#" or "". `start` is the position of the first character behind the delimiter.
  # `tokens` is a chain (listOfChain.nix).
  startState = {
    offset = 0;
    start = 0;
    delimiter = "";
    tokens = null;
  };
  emit =
    state: token:
    state
    // {
      delimiter = "";
      tokens = {
        value = token;
        rest = state.tokens;
      };
    };
  open =
    state: delimiter: start:
    state // { inherit delimiter start; };
  # `seq` computes the offset now: unevaluated offsets would be deeply nested calls.
  advance =
    state: count:
    let
      offset = state.offset + count;
    in
    builtins.seq offset (state // { inherit offset; });

  # A run of `count` quotes without an open delimiter. Two quotes are an empty string, and three
  # quotes open a string over several lines.
  openString =
    state: quote: count:
    if count == 1 then
      open state quote (state.offset + 1)
    else if count == 2 then
      emit state "\"\""
    else if count < 6 then
      open state (quote + quote + quote) (state.offset + 3)
    else
      let
        quotes = builtins.concatStringsSep "" (builtins.genList (_n: quote) (count - 6));
      in
      emit state "\"${quotes}\"";
  closeString =
    text: state: end:
    let
      inside = builtins.substring state.start (end - state.start) text;
      isLong = builtins.stringLength state.delimiter == 3;
      # A line end directly behind three quotes is not part of the string.
      lineEnd = if lib.hasPrefix "\r\n" inside then "\r\n" else "\n";
      content = if isLong then lib.removePrefix lineEnd inside else inside;
    in
    emit state "\"${if firstOf state.delimiter == "\"" then unescapeToml content else content}\"";

  readDelimiter =
    text: state: token:
    let
      inherit (state) delimiter;
      count = builtins.stringLength token;
      quote = firstOf token;
      isQuote = quote == "\"" || quote == "'";
    in
    if delimiter == "" then
      if isQuote then
        openString state quote count
      else if quote == "#" then
        open state "#" state.offset
      else if quote == "\\" then
        state
      else
        emit state token
    else if token == "\n" && builtins.stringLength delimiter == 1 then
      emit state token
    else if !isQuote || quote != firstOf delimiter then
      state
    else if delimiter == quote then
      closeString text state state.offset
    # Up to two quotes before the last three belong to the string.
    else if count >= 3 then
      closeString text state (state.offset + (if count > 5 then 2 else count - 3))
    else
      state;
  step =
    text: state: piece:
    if builtins.isString piece then
      advance state (builtins.stringLength piece)
    else
      let
        token = builtins.head piece;
      in
      advance (readDelimiter text state token) (builtins.stringLength token);
  lexAny =
    text:
    let
      pieces = builtins.split delimiters text;
    in
    listOfChain (builtins.foldl' (step text) startState pieces).tokens;
in
text: if isSimple text then lexSimple text else lexAny text
