{ listOfChain, ... }:
{
  "the first value comes first" = {
    expr = listOfChain {
      value = 2;
      rest = {
        value = 1;
        rest = null;
      };
    };
    expected = [
      1
      2
    ];
  };
  "an empty chain is an empty list" = {
    expr = listOfChain null;
    expected = [ ];
  };
}
