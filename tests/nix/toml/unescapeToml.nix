{ unescapeToml, ... }:
{
  "short escapes" = {
    expr = unescapeToml ''a\tb\n\"\\'';
    expected = "a\tb\n\"\\";
  };
  "escapes by number" = {
    expr = unescapeToml ''\x41\u00e9\U0001f600'';
    expected = "Aé😀";
  };
  "the end of a line goes with the blanks that follow" = {
    expr = unescapeToml "a\\\n   b";
    expected = "ab";
  };
  "an unknown escape stays" = {
    expr = map unescapeToml [
      ''\q''
      ''\u12''
      ''\u0000''
      ''\ud800''
    ];
    expected = [
      ''\q''
      ''\u12''
      ''\u0000''
      ''\ud800''
    ];
  };
}
