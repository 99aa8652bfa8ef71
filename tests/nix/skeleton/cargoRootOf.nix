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
  "other values stop" = {
    expr = map stops [
      "/frontend"
      "../frontend"
      1
    ];
    expected = [
      true
      true
      true
    ];
  };
}
