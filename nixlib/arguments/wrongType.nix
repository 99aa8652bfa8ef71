/**
  Return the list with one mismatch (types.nix): `value` does not match the type `description`.
*/
{ describeValue, ... }:
description: argument: value: [
  {
    inherit argument;
    problem = "`${argument}` has the wrong type";
    expected = description;
    got = describeValue value;
    waysOut = [ ];
  }
]
