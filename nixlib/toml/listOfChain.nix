/**
  Return the values of a chain as a list, in the order of addition.

  A chain is null, or `{ value, rest }`. A fold adds to a chain at no cost, while `++` copies the
  list at each step. The function is not recursive, because a text may have a million tokens.
*/
{ lib, ... }:
chain:
let
  linkAt = key: link: lib.optional (link != null) { inherit key link; };
  links = builtins.genericClosure {
    startSet = linkAt 0 chain;
    operator = { key, link }: linkAt (key + 1) link.rest;
  };
in
lib.reverseList (map ({ link, ... }: link.value) links)
