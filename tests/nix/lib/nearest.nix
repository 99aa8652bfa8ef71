{ nearest, ... }:
let
  names = [
    "features"
    "profile"
    "packages"
  ];
in
{
  "one letter is missing" = {
    expr = nearest "featurs" names;
    expected = "features";
  };
  "two letters are swapped" = {
    expr = nearest "porfile" names;
    expected = "profile";
  };
  "an equal name is the nearest" = {
    expr = nearest "packages" names;
    expected = "packages";
  };
  "the first of equal distances" = {
    expr = nearest "c" [
      "a"
      "b"
    ];
    expected = "a";
  };
  "an empty word" = {
    expr = nearest "" names;
    expected = "profile";
  };
}
