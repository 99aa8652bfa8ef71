/**
  Return the contents of a TOML text as a list of `{ path, value }`: the keys that lead to a value,
  and the value.

  Values are strings, true and false; anything else (a number, a date, a table, an array) is `null`,
  and what a table or an array has follows. The members of an array have the array's path, in their
  order. What is no TOML gives other contents, never an error. pylib/cargo_nix/skeleton/read_toml.py
  reads the same.
*/
{ lexToml, listOfChain, ... }:
let
  # The state: `table` is the path of the last heading, `keys` are those read since, `reads` is what
  # they belong to: a `key`, a `heading`, a `value`, or `nothing` more on the line. `path` leads to
  # the value that is read. `outer` is a chain of the arrays and tables that are open, each with the
  # path that led to it; `entries` is a chain. Cargo's own reader goes no deeper, and what counts
  # does not lie deep.
  depth = 80;
  start = {
    table = [ ];
    keys = [ ];
    reads = "key";
    path = [ ];
    outer = null;
    entries = null;
  };
  emit =
    state: path: value:
    state
    // {
      entries = {
        value = { inherit path value; };
        rest = state.entries;
      };
    };

  push =
    state: kind:
    state
    // {
      outer = {
        inherit kind;
        inherit (state) path;
        rest = state.outer;
      };
    };
  pop =
    state:
    state
    // {
      inherit (state.outer) path;
      outer = state.outer.rest;
      reads = "value";
    };
  kindOf = state: if state.outer == null then "" else state.outer.kind;
  readKey =
    state:
    state
    // {
      reads = "key";
      keys = [ ];
    };

  punctuation = {
    "\n" = state: if state.outer == null then readKey state else state;
    "." = state: state;
    "=" =
      state:
      if state.reads != "key" then
        state
      else
        let
          path = (if state.outer == null then state.table else state.outer.path) ++ state.keys;
        in
        builtins.seq (builtins.length path) (
          state
          // {
            reads = "value";
            inherit path;
          }
        );
    "[" =
      state:
      if state.reads == "value" then
        emit (push state "array") state.path null
      else if state.reads == "key" then
        state
        // {
          reads = "heading";
          keys = [ ];
        }
      else
        state;
    "]" =
      state:
      if state.reads == "heading" then
        emit (
          state
          // {
            table = state.keys;
            reads = "nothing";
          }
        ) state.keys null
      else if kindOf state == "array" then
        pop state
      else
        state;
    "{" =
      state:
      if state.reads != "value" || builtins.length state.path > depth then
        state
      else
        emit (readKey (push state "table")) state.path null;
    "}" = state: if kindOf state == "table" then pop state else state;
    "," = state: if kindOf state == "table" then readKey state else state;
  };
  isString =
    token:
    let
      first = builtins.substring 0 1 token;
    in
    first == "\"" || first == "'";
  inner = token: builtins.substring 1 (builtins.stringLength token - 2) token;
  valueOf =
    token:
    if isString token then
      inner token
    else if token == "true" then
      true
    else if token == "false" then
      false
    else
      null;

  step =
    state: token:
    if punctuation ? ${token} then
      punctuation.${token} state
    else if state.reads == "value" then
      emit state state.path (valueOf token)
    else if state.reads == "nothing" then
      state
    else if builtins.length state.keys > depth then
      state
    else
      let
        keys = state.keys ++ [ (if isString token then inner token else token) ];
      in
      builtins.seq (builtins.length keys) (state // { inherit keys; });
in
text: listOfChain (builtins.foldl' step start (lexToml text)).entries
