{ chunksOf, ... }:
{
  "the last list is shorter" = {
    expr = chunksOf 2 [
      1
      2
      3
    ];
    expected = [
      [
        1
        2
      ]
      [ 3 ]
    ];
  };
  "a list of the size is one list" = {
    expr = chunksOf 2 [
      1
      2
    ];
    expected = [
      [
        1
        2
      ]
    ];
  };
  "an empty list has no lists" = {
    expr = chunksOf 2 [ ];
    expected = [ ];
  };
}
