{ writersOf, ... }:
let
  entry = name: directory: script: {
    isWriter = script != null && directory != null;
    unit = { inherit script; };
    package = {
      inherit name;
      origin = { inherit directory; };
    };
  };
  writers = writersOf [
    (entry "crate" null 5)
    (entry "plain" "plain" null)
    (entry "man" "crates/man" 6)
    (entry "man" "crates/man" 6)
    (entry "root" "" 5)
    { drv = "root-run"; }
    { drv = "man-run"; }
  ];
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
        "root-run"
      ]
      [
        "man"
        "man-run"
      ]
    ];
  };
  "no dependencies" = {
    expr = writers [ ];
    expected = [ ];
  };
}
