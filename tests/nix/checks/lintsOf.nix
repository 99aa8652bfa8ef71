{ lintsOf, ... }:
{
  "tables of lints are cut out" = {
    expr = lintsOf ''
      [package]
      name = "a"
      [lints.clippy]
      all = "warn"
      [dependencies]
      serde = "1"
      [workspace.lints]
      rust.unused = "deny"
    '';
    expected = ''
      [lints.clippy]
      all = "warn"
      [workspace.lints]
      rust.unused = "deny"
    '';
  };
  "a manifest without lints has none" = {
    expr = lintsOf "[package]\nlints = 1\n";
    expected = "";
  };
}
