{ cargoRootOf, ... }:
let
  stops = value: !(builtins.tryEval (cargoRootOf value)).success;
in
{
  "a path from the source's root" = {
    expr = map cargoRootOf [
      ""
      "."
      "./frontend/"
      "a/../b"
    ];
    expected = [
      ""
      ""
      "frontend"
      "b"
    ];
  };
  "a path outside of the source stops" = {
    expr = map stops [
      "/frontend"
      "../frontend"
    ];
    expected = [
      true
      true
    ];
  };
}
