/**
  Return the functions that readToml.nix changes its state with. A state is a set:

  - `table`: the path of the last heading. `keys`: the keys since the heading or since the last
    value.
  - `expects`: the meaning of the next token: a `key` of a value, a key of a `heading`, a `value`,
    or `nothing` up to the end of the line.
  - `path`: the path of the next value.
  - `outer`: a chain (listOfChain.nix) of the open arrays and inline tables,
    `{ kind, path, rest }` each.
  - `entries`: a chain of the entries so far.
*/
_scope: {
  startState = {
    table = [ ];
    keys = [ ];
    expects = "key";
    path = [ ];
    outer = null;
    entries = null;
  };

  /**
    Add the entry `{ path, value }`.
  */
  addEntry =
    state: path: value:
    state
    // {
      entries = {
        value = { inherit path value; };
        rest = state.entries;
      };
    };

  /**
    Open an array or an inline table (`kind`) as the value at the path of the state.
  */
  openValue =
    state: kind:
    state
    // {
      outer = {
        inherit kind;
        inherit (state) path;
        rest = state.outer;
      };
    };

  /**
    Close the innermost array or inline table.
  */
  closeValue =
    state:
    state
    // {
      inherit (state.outer) path;
      outer = state.outer.rest;
      expects = "value";
    };

  /**
    Return the kind of the innermost open value: `array`, `table`, or "" outside of values.
  */
  openKind = state: if state.outer == null then "" else state.outer.kind;

  /**
    Start to read keys. `expects` is `key` or `heading`.
  */
  expectKeys =
    state: expects:
    state
    // {
      inherit expects;
      keys = [ ];
    };
}
