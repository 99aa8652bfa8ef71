{ tomlState, ... }:
let
  inherit (tomlState)
    startState
    addEntry
    openValue
    closeValue
    openKind
    expectKeys
    ;
  state = startState // {
    path = [ "list" ];
    keys = [ "list" ];
  };
  inArray = openValue state "array";
in
{
  "an entry comes before earlier entries" = {
    expr = (addEntry (addEntry state [ "a" ] 1) [ "b" ] 2).entries.value;
    expected = {
      path = [ "b" ];
      value = 2;
    };
  };
  "an open value has a kind" = {
    expr = map openKind [
      state
      inArray
      (openValue inArray "table")
    ];
    expected = [
      ""
      "array"
      "table"
    ];
  };
  "a closed value restores the path" = {
    expr = closeValue (inArray // { path = [ "inner" ]; });
    expected = state // {
      expects = "value";
    };
  };
  "new keys replace the old keys" = {
    expr = expectKeys state "heading";
    expected = state // {
      expects = "heading";
      keys = [ ];
    };
  };
}
