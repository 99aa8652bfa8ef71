{ charactersOf, ... }:
{
  "characters of one to four bytes" = {
    expr = charactersOf "aé日😀";
    expected = [
      "a"
      "é"
      "日"
      "😀"
    ];
  };
  "an empty text has none" = {
    expr = charactersOf "";
    expected = [ ];
  };
}
