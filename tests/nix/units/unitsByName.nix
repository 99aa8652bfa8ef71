{ unitsByName, ... }:
let
  entry = name: identity: {
    unit = { inherit name identity; };
    drv = "${name} ${identity}";
  };
in
{
  "a name of one unit is the unit's" = {
    expr = unitsByName [ (entry "a" "1") ];
    expected.a = "a 1";
  };
  "a name of two units gets their identities" = {
    expr = unitsByName [
      (entry "a" "1")
      (entry "a" "2")
    ];
    expected = {
      a-1 = "a 1";
      a-2 = "a 2";
    };
  };
  "two units of one identity are one derivation" = {
    expr = unitsByName [
      (entry "a" "1")
      (entry "a" "1")
    ];
    expected.a = "a 1";
  };
}
