/**
  Return the tokens of a TOML text, in order: `"…"` for each string (its value, without escapes,
  between two quotes; one that was in single quotes may have these), words, one of `[ ] { } = , .`
  each, and "\n".

  Comments and blanks are gone. The text is not judged: what is no TOML gives other tokens, never an
  error, for Cargo tells what is wrong with a manifest, and where. `builtins.fromTOML` takes neither
  dates nor the syntax of TOML 1.1, ends the process at deep nesting, and nothing can catch its
  errors.
*/
{ unescapeToml, listOfChain, ... }:
let
  words = "[A-Za-z0-9_+:-]+|[][{}=,.\n]";
  # Whole strings and comments: right where no string has an escape or goes over lines.
  simple = "(\"[^\"\\\n]*\"|'[^'\n]*'|#[^\n]*|${words})";
  # All that may begin or end something: which of it does, the state tells.
  delimiters = "(\"+|'+|\\\\[\"\\\\]?|#|${words})";
  isSimple = text: builtins.length (builtins.split "\\\\|\"\"\"|'''" text) == 1;

  first = builtins.substring 0 1;
  lexSimple =
    text:
    builtins.filter (token: first token != "#") (
      map builtins.head (builtins.filter builtins.isList (builtins.split simple text))
    );

  # The state: `at` is the offset of the next piece; `within` is what is open: a quote, three, "#"
  # or ""; `start` is where its contents begin; `tokens` is a chain.
  begin = {
    at = 0;
    start = 0;
    within = "";
    tokens = null;
  };
  emit =
    state: token:
    state
    // {
      within = "";
      tokens = {
        value = token;
        rest = state.tokens;
      };
    };
  open =
    state: quotes: start:
    state
    // {
      within = quotes;
      inherit start;
    };
  # Now, and not when it is asked for: what waits is a call in a call in a call.
  moved =
    state: count:
    let
      at = state.at + count;
    in
    builtins.seq at (state // { inherit at; });

  # A run of `count` quotes where none is open: two are an empty string, three open one that may go
  # over lines.
  opened =
    state: quote: count:
    if count == 1 then
      open state quote (state.at + 1)
    else if count == 2 then
      emit state "\"\""
    else if count < 6 then
      open state (quote + quote + quote) (state.at + 3)
    else
      let
        content = builtins.concatStringsSep "" (builtins.genList (_n: quote) (count - 6));
      in
      emit state "\"${content}\"";
  closed =
    text: state: end:
    let
      all = builtins.substring state.start (end - state.start) text;
      isLong = builtins.stringLength state.within == 3;
      # The end of the line that three quotes stand in is none of the string.
      line =
        if !isLong then
          0
        else if first all == "\n" then
          1
        else if builtins.substring 0 2 all == "\r\n" then
          2
        else
          0;
      content = builtins.substring line (-1) all;
    in
    emit state "\"${if first state.within == "\"" then unescapeToml content else content}\"";

  take =
    text: state: token:
    let
      count = builtins.stringLength token;
      quote = first token;
      inherit (state) within;
      isQuote = quote == "\"" || quote == "'";
    in
    if within == "" then
      if isQuote then
        opened state quote count
      else if quote == "#" then
        state // { within = "#"; }
      else if quote == "\\" then
        state
      else
        emit state token
    else if token == "\n" && builtins.stringLength within == 1 then
      emit state token
    else if !isQuote || quote != first within then
      state
    else if within == quote then
      closed text state state.at
    # Up to two quotes before the last three are the string's.
    else if count >= 3 then
      closed text state (state.at + (if count > 5 then 2 else count - 3))
    else
      state;
  step =
    text: state: piece:
    if builtins.isString piece then
      moved state (builtins.stringLength piece)
    else
      let
        token = builtins.head piece;
      in
      moved (take text state token) (builtins.stringLength token);
  lexAny =
    text: listOfChain (builtins.foldl' (step text) begin (builtins.split delimiters text)).tokens;
in
text: if isSimple text then lexSimple text else lexAny text
