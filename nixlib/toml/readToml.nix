/**
  Return the contents of a TOML text as a list of `{ path, value }`: `path` are the keys of the
  value.

  A value is a string, true, false, or null for any other value: a number, a date, a table or an
  array. The contents of a table or an array follow. Elements of an array have the path of the
  array, in their order. Invalid TOML gives other contents and never an error.
  pylib/cargo_nix/skeleton/read_toml.py returns the same.
*/
{
  lib,
  lexToml,
  listOfChain,
  tomlState,
  ...
}:
let
  inherit (tomlState)
    startState
    addEntry
    openValue
    closeValue
    openKind
    expectKeys
    ;
  # As in Cargo's reader. No key of interest is deeper.
  maximalDepth = 80;

  readEquals =
    state:
    let
      start = if state.outer == null then state.table else state.outer.path;
      path = start ++ state.keys;
    in
    # `seq` computes the path now: unevaluated paths would be deeply nested calls.
    builtins.seq (builtins.length path) (
      state
      // {
        expects = "value";
        inherit path;
      }
    );
  endHeading =
    state:
    addEntry (
      state
      // {
        table = state.keys;
        expects = "nothing";
      }
    ) state.keys null;

  punctuation = {
    "\n" = state: if state.outer == null then expectKeys state "key" else state;
    "." = state: state;
    "=" = state: if state.expects == "key" then readEquals state else state;
    "[" =
      state:
      if state.expects == "value" then
        addEntry (openValue state "array") state.path null
      else if state.expects == "key" then
        expectKeys state "heading"
      else
        state;
    "]" =
      state:
      if state.expects == "heading" then
        endHeading state
      else if openKind state == "array" then
        closeValue state
      else
        state;
    "{" =
      state:
      if state.expects == "value" && builtins.length state.path <= maximalDepth then
        addEntry (expectKeys (openValue state "table") "key") state.path null
      else
        state;
    "}" = state: if openKind state == "table" then closeValue state else state;
    "," = state: if openKind state == "table" then expectKeys state "key" else state;
  };

  isString = token: lib.hasPrefix "\"" token || lib.hasPrefix "'" token;
  stringOf = token: builtins.substring 1 (builtins.stringLength token - 2) token;
  valueOf =
    token:
    if isString token then
      stringOf token
    else if token == "true" then
      true
    else if token == "false" then
      false
    else
      null;
  addKey =
    state: token:
    let
      keys = state.keys ++ [ (if isString token then stringOf token else token) ];
    in
    builtins.seq (builtins.length keys) (state // { inherit keys; });

  step =
    state: token:
    if punctuation ? ${token} then
      punctuation.${token} state
    else if state.expects == "value" then
      addEntry state state.path (valueOf token)
    else if state.expects == "nothing" || builtins.length state.keys > maximalDepth then
      state
    else
      addKey state token;
in
text: listOfChain (builtins.foldl' step startState (lexToml text)).entries
