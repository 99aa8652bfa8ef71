/**
  Return the values of a chain as a list, the one that was added first at its head.

  A chain is null, or `{ value, rest }`. A fold adds to one at no cost where `++` would copy the
  list at each step, and nothing here calls itself: a text may have a million tokens.
*/
_scope: chain:
let
  links = builtins.genericClosure {
    startSet =
      if chain == null then
        [ ]
      else
        [
          {
            key = 0;
            inherit chain;
          }
        ];
    operator =
      { key, chain }:
      if chain.rest == null then
        [ ]
      else
        [
          {
            key = key + 1;
            chain = chain.rest;
          }
        ];
  };
  count = builtins.length links;
in
builtins.genList (n: (builtins.elemAt links (count - 1 - n)).chain.value) count
