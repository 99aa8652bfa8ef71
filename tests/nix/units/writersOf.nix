{ writersOf, ... }:
let
  package = name: directory: {
    inherit name;
    origin = { inherit directory; };
  };
  row = package: script: { inherit package script; };
  plan = {
    packages = [
      (package "crate" null)
      (package "plain" "plain")
      (package "man" "crates/man")
      (package "root" "")
    ];
    units = [
      (row 0 5)
      (row 1 null)
      (row 2 6)
      (row 2 6)
      (row 3 5)
      (row 3 null)
      (row 2 null)
    ];
  };
  none = {
    drv = throw "not an output of a script";
  };
  writers = writersOf plan [
    none
    none
    none
    none
    none
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
  "a part of the packages" = {
    expr = writers [
      0
      1
      3
    ];
    expected = [
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
