/**
  Return the two kinds of entries in the argument `dependencies`:

  - `type`: the type (types.nix) of an entry. `expected`: the type in words.
  - `example`: Nix text.
*/
{ types, ... }:
{
  deps = {
    type = types.anyList;
    expected = "a list of derivations, or a set of such lists by version";
    example = "deps.\"openssl-sys\" = [ pkgs.openssl ];";
  };
  envs = {
    type = types.anySet;
    expected = "a set of variables, or a set of such sets by version";
    example = "envs.\"openssl-sys\".OPENSSL_NO_VENDOR = \"1\";";
  };
}
