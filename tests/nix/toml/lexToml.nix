{ lexToml, ... }:
{
  "a line of a table" = {
    expr = lexToml ''name = "a" # why'';
    expected = [
      "name"
      "="
      "\"a\""
    ];
  };
  "literal and basic strings" = {
    expr = lexToml ''a = ['b"c', "d\te"]'';
    expected = [
      "a"
      "="
      "["
      "\"b\"c\""
      ","
      "\"d\te\""
      "]"
    ];
  };
  "strings over several lines" = {
    expr = lexToml "a = \"\"\"\nb\nc\"\"\"\nd = '''e'''";
    expected = [
      "a"
      "="
      "\"b\nc\""
      "\n"
      "d"
      "="
      "\"e\""
    ];
  };
  "a comment ends with its line" = {
    expr = lexToml "# a \"b\n[c]";
    expected = [
      "\n"
      "["
      "c"
      "]"
    ];
  };
}
