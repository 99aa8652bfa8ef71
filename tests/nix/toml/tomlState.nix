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
  atPath = startState // {
    path = [ "a" ];
  };
  inArray = openValue atPath "array";
in
{
  "a text starts outside of values" = {
    expr = openKind startState;
    expected = "";
  };
  "the innermost value counts" = {
    expr = map openKind [
      inArray
      (openValue inArray "table")
      (closeValue (openValue inArray "table"))
    ];
    expected = [
      "array"
      "table"
      "array"
    ];
  };
  "a closed value has the path from before" = {
    expr = (closeValue (inArray // { path = [ "b" ]; })).path;
    expected = [ "a" ];
  };
  "the last entry is the first link" = {
    expr = (addEntry (addEntry startState [ "a" ] true) [ "b" ] null).entries.value;
    expected = {
      path = [ "b" ];
      value = null;
    };
  };
  "a heading forgets keys" = {
    expr = expectKeys (startState // { keys = [ "a" ]; }) "heading";
    expected = startState // {
      expects = "heading";
    };
  };
}
