{ readToml, ... }:
let
  text = ''
    a.b = "c"
    [table]
    list = ["x", 'y', 3]
    inline = { key = true, "other key" = false }
    [[array]]
    date = 2024-01-01
  '';
in
{
  "values follow the keys that lead to them" = {
    expr = readToml text;
    expected = [
      {
        path = [
          "a"
          "b"
        ];
        value = "c";
      }
      {
        path = [ "table" ];
        value = null;
      }
      {
        path = [
          "table"
          "list"
        ];
        value = null;
      }
      {
        path = [
          "table"
          "list"
        ];
        value = "x";
      }
      {
        path = [
          "table"
          "list"
        ];
        value = "y";
      }
      {
        path = [
          "table"
          "list"
        ];
        value = null;
      }
      {
        path = [
          "table"
          "inline"
        ];
        value = null;
      }
      {
        path = [
          "table"
          "inline"
          "key"
        ];
        value = true;
      }
      {
        path = [
          "table"
          "inline"
          "other key"
        ];
        value = false;
      }
      {
        path = [ "array" ];
        value = null;
      }
      {
        path = [
          "array"
          "date"
        ];
        value = null;
      }
    ];
  };
  "a text that is not TOML gives no error" = {
    expr = builtins.isList (readToml "]] = { \"");
    expected = true;
  };
}
