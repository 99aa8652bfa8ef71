{ uniqueDirectories, ... }:
{
  "each directory once, in the order of paths" = {
    expr = map (directory: directory.path) (uniqueDirectories [
      { path = "b"; }
      { path = "a"; }
      { path = "b"; }
    ]);
    expected = [
      "a"
      "b"
    ];
  };
}
