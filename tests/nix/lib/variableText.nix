scope: {
  "a path is copied to the store" = {
    expr = builtins.match "/nix/store/.*" (scope.variableText ./variableText.nix) != null;
    expected = true;
  };
  "a number is its digits" = {
    expr = scope.variableText 3;
    expected = "3";
  };
}
