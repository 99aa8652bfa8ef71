{ message, ... }:
{
  "a problem alone is one line" = {
    expr = message { problem = "the plan is stale"; };
    expected = "the plan is stale";
  };
  "ways out are numbered" = {
    expr = message {
      problem = "`x` is missing";
      at = "Cargo.toml";
      expected = "a name";
      got = "a number";
      waysOut = [
        "add it"
        "remove it"
      ];
    };
    expected = ''
      `x` is missing
        at: Cargo.toml
        expected: a name
        got: a number
        ways out:
          1. add it
          2. remove it'';
  };
  "an empty field has no line" = {
    expr = message {
      problem = "a";
      got = "b";
    };
    expected = "a\n  got: b";
  };
}
