{ lib, ... }:
let
  inherit (lib)
    concatMapAttrs
    filterAttrs
    genAttrs
    isDerivation
    mapAttrsToList
    optionalAttrs
    ;
  set = {
    b = 2;
    a = 1;
  };
in
{
  "a set under a condition" = {
    expr = map (condition: optionalAttrs condition set) [
      true
      false
    ];
    expected = [
      set
      { }
    ];
  };
  "a set of names" = {
    expr = genAttrs [
      "a"
      "b"
      "a"
    ] (name: "${name}${name}");
    expected = {
      a = "aa";
      b = "bb";
    };
  };
  "attributes that match" = {
    expr = filterAttrs (name: value: name == "a" || value > 2) set;
    expected.a = 1;
  };
  "a list in the order of names" = {
    expr = mapAttrsToList (name: value: "${name}${toString value}") set;
    expected = [
      "a1"
      "b2"
    ];
  };
  "the union of sets" = {
    expr = concatMapAttrs (name: value: {
      ${name} = value;
      ${name + name} = value;
    }) set;
    expected = {
      a = 1;
      aa = 1;
      b = 2;
      bb = 2;
    };
  };
  "only a set can be a derivation" = {
    expr = map isDerivation [
      { type = "derivation"; }
      { type = "package"; }
      set
      "derivation"
    ];
    expected = [
      true
      false
      false
      false
    ];
  };
}
