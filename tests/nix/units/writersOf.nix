{ writersOf, ... }:
let
  entry = name: directory: script: {
    unit = { inherit script; };
    package = {
      inherit name;
      origin = { inherit directory; };
    };
  };
  writers = writersOf {
    outOf = index: "out-${toString index}";
    units = [
      (entry "crate" null 7)
      (entry "plain" "plain" null)
      (entry "man" "crates/man" 5)
      (entry "man" "crates/man" 5)
      (entry "root" "" 3)
    ];
  };
in
{
  "path packages with a script, each once" = {
    expr = writers [
      0
      1
      2
      3
      4
    ];
    expected = [
      [
        "root"
        "out-3"
      ]
      [
        "man"
        "out-5"
      ]
    ];
  };
  "no dependencies" = {
    expr = writers [ ];
    expected = [ ];
  };
}
