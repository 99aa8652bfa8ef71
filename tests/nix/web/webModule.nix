{ webModule, ... }:
let
  unit = kind: target: crate_types: {
    unit = {
      inherit kind target crate_types;
      mode = "build";
    };
  };
  bin = name: unit "bin" name [ "bin" ];
  library = unit "lib" "app" [
    "cdylib"
    "rlib"
  ];
  rlib = unit "lib" "app" [ "lib" ];
  chosen =
    name: entries:
    (webModule {
      inherit entries;
      app.bin = name;
      argument = "web.app";
    }).unit.target;
  stops = name: entries: !(builtins.tryEval (chosen name entries)).success;
in
{
  "the library for other languages comes before programs" = {
    expr = chosen null [
      (bin "tool")
      library
    ];
    expected = "app";
  };
  "an argument names a program" = {
    expr = chosen "tool" [
      library
      (bin "tool")
      (bin "other")
    ];
    expected = "tool";
  };
  "the only program is the app" = {
    expr = chosen null [
      rlib
      (bin "tool")
    ];
    expected = "tool";
  };
  "no choice and a wrong name stop" = {
    expr = [
      (stops null [ rlib ])
      (stops null [
        (bin "a")
        (bin "b")
      ])
      (stops "c" [ (bin "a") ])
    ];
    expected = [
      true
      true
      true
    ];
  };
}
