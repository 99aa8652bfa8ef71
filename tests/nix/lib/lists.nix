{ lib, ... }:
let
  inherit (lib)
    imap0
    init
    last
    optional
    optionals
    range
    reverseList
    take
    uniqueStrings
    ;
  list = [
    "b"
    "a"
    "b"
  ];
in
{
  "lists under a condition" = {
    expr = optional true 1 ++ optional false 2 ++ optionals true [ 3 ] ++ optionals false [ 4 ];
    expected = [
      1
      3
    ];
  };
  "the start of a list" = {
    expr = map (count: take count list) [
      0
      2
      9
    ];
    expected = [
      [ ]
      [
        "b"
        "a"
      ]
      list
    ];
  };
  "the last element and the elements before" = {
    expr = {
      last = last list;
      init = init list;
    };
    expected = {
      last = "b";
      init = [
        "b"
        "a"
      ];
    };
  };
  "numbers and indexes" = {
    expr = {
      range = range 1 3;
      empty = range 1 0;
      imap0 = imap0 (index: element: "${toString index}${element}") list;
    };
    expected = {
      range = [
        1
        2
        3
      ];
      empty = [ ];
      imap0 = [
        "0b"
        "1a"
        "2b"
      ];
    };
  };
  "reverse order" = {
    expr = reverseList [
      1
      2
      3
    ];
    expected = [
      3
      2
      1
    ];
  };
  "distinct strings are sorted" = {
    expr = uniqueStrings list;
    expected = [
      "a"
      "b"
    ];
  };
}
