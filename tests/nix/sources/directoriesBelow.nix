{ directoriesBelow, ... }:
let
  below = directoriesBelow [
    "a"
    "a/b/c"
    ""
    "ab"
    "a/d"
  ];
in
{
  "the directories below a directory keep their order" = {
    expr = map below [
      "a"
      "a/b"
      "ab"
      "nowhere"
    ];
    expected = [
      [
        "a/b/c"
        "a/d"
      ]
      [ "a/b/c" ]
      [ ]
      [ ]
    ];
  };
  "all other directories are below the root" = {
    expr = below "";
    expected = [
      "a"
      "a/b/c"
      "ab"
      "a/d"
    ];
  };
}
