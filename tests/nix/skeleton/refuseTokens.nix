{ refuseTokens, readToml, ... }:
let
  accepts =
    text:
    (builtins.tryEval (refuseTokens {
      path = ".cargo/config.toml";
      entries = readToml text;
    })).success;
in
{
  "tokens stop" = {
    expr = map accepts [
      "[registry]\ntoken = \"a\"\n"
      "registry.token = \"a\"\n"
      "[registries.local]\ntoken = \"a\"\n"
      "registries = { local = { secret-key = \"a\" } }\n"
      "[registries]\n\"a.b\".token = \"a\"\n"
    ];
    expected = [
      false
      false
      false
      false
      false
    ];
  };
  "other keys do not" = {
    expr = map accepts [
      ""
      "[registries.token]\nindex = \"a\"\n"
      "[env]\ntoken = \"a\"\n"
      "[registry]\ndefault = \"token\"\n"
      "[registries.local]\ncredential-provider = [\"cargo:token\"]\n"
    ];
    expected = [
      true
      true
      true
      true
      true
    ];
  };
}
