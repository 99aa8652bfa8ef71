{ isShipped, ... }:
let
  ships =
    mode: kind: crate_types:
    isShipped { unit = { inherit mode kind crate_types; }; };
in
{
  "programs and examples are shipped" = {
    expr = [
      (ships "build" "bin" [ "bin" ])
      (ships "build" "example" [ "bin" ])
      (ships "test" "bin" [ "bin" ])
    ];
    expected = [
      true
      true
      false
    ];
  };
  "libraries for other languages are shipped" = {
    expr = map (type: ships "build" "lib" [ type ]) [
      "lib"
      "rlib"
      "proc-macro"
      "cdylib"
      "staticlib"
      "dylib"
    ];
    expected = [
      false
      false
      false
      true
      true
      true
    ];
  };
}
