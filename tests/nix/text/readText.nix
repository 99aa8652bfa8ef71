{ readText, ... }:
{
  "a file has its text" = {
    expr = readText {
      location = ../fixtures/umlaut.txt;
      path = "umlaut.txt";
    };
    expected = "ä\n";
  };
  "a file of another encoding stops" = {
    expr =
      (builtins.tryEval (readText {
        location = ../fixtures/latin1.txt;
        path = "latin1.txt";
      })).success;
    expected = false;
  };
}
