/**
  Return the two kinds of entries in the argument `dependencies`:

  - `type`: the type (types.nix) of an entry. `expected`: the type in words.
  - `example`: Nix text.
*/
{ types, ... }:
let
  inputs = types.set (
    map
      (name: {
        inherit name;
        type = types.anyList;
        default = [ ];
        description = "";
      })
      [
        "nativeBuildInputs"
        "buildInputs"
      ]
  );
in
{
  deps = {
    type = types.either [
      types.anyList
      types.function
      inputs
    ];
    expected = "a list of derivations, a function from `pkgs` to it, or a set of both by version";
    example = "deps.\"openssl-sys\" = [ pkgs.openssl ];";
  };
  envs = {
    type = types.anySet;
    expected = "a set of variables, or a set of such sets by version";
    example = "envs.\"openssl-sys\".OPENSSL_NO_VENDOR = \"1\";";
  };
}
