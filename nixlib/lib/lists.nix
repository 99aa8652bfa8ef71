rec {
  /**
    Return a list of `element` if `condition` is true, and otherwise an empty list.
  */
  optional = condition: element: if condition then [ element ] else [ ];

  /**
    Return `list` if `condition` is true, and otherwise an empty list.
  */
  optionals = condition: list: if condition then list else [ ];

  /**
    Return the first `count` elements of `list`, or all of a shorter list.
  */
  take =
    count: list:
    let
      length = builtins.length list;
    in
    builtins.genList (builtins.elemAt list) (if length < count then length else count);

  /**
    Return the last element of `list`. An empty list is an error of Nix.
  */
  last = list: builtins.elemAt list (builtins.length list - 1);

  /**
    Return `list` without its last element. An empty list is an error of Nix.
  */
  init = list: take (builtins.length list - 1) list;

  /**
    Return `list` in reverse order.
  */
  reverseList =
    list:
    let
      length = builtins.length list;
    in
    builtins.genList (n: builtins.elemAt list (length - 1 - n)) length;

  /**
    Return the numbers from `first` to `last`, which is empty if `last` is smaller.
  */
  range =
    first: last: if first > last then [ ] else builtins.genList (n: first + n) (last - first + 1);

  /**
    Return the results of `function` for each index and element of `list`. Indexes start at 0.
  */
  imap0 =
    function: list:
    let
      resultAt = index: function index (builtins.elemAt list index);
    in
    builtins.genList resultAt (builtins.length list);

  /**
    Return the distinct strings of `list`, sorted.
  */
  uniqueStrings = list: builtins.attrNames (builtins.groupBy (text: text) list);
}
