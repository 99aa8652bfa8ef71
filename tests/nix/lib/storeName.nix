{ storeName, ... }:
let
  repeat = count: text: builtins.concatStringsSep "" (builtins.genList (_index: text) count);
in
{
  "characters of store paths stay" = {
    expr = storeName "a.b+c_d?e=f-1";
    expected = "a.b+c_d?e=f-1";
  };
  "each other byte is an underscore" = {
    expr = storeName "a b/é";
    expected = "a_b___";
  };
  "200 characters stay" = {
    expr = storeName (repeat 200 "n") == repeat 200 "n";
    expected = true;
  };
  "a longer name ends with a hash" = {
    expr = map (count: builtins.stringLength (storeName (repeat count "n"))) [
      201
      300
    ];
    expected = [
      200
      200
    ];
  };
  "two long names differ" = {
    expr = storeName (repeat 201 "n") == storeName (repeat 202 "n");
    expected = false;
  };
}
