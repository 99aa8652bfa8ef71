/**
  Return true if the file `path` of Cargo's configuration has no token of a registry; otherwise
  stop. The file becomes part of derivations, and all accounts can read derivations. `entries` are
  its contents (readToml.nix).

  The keys are those of the Cargo book, "Registry Authentication".
*/
{ fail, ... }:
{ path, entries }:
let
  secrets = [
    "token"
    "secret-key"
  ];
  isSecret =
    keys:
    let
      length = builtins.length keys;
      table = builtins.head keys;
    in
    (length == 2 && table == "registry" || length == 3 && table == "registries")
    && builtins.elem (builtins.elemAt keys (length - 1)) secrets;
  secretEntries = builtins.filter (entry: isSecret entry.path) entries;
in
if secretEntries == [ ] then
  true
else
  fail {
    problem = "the project's configuration of Cargo has a token";
    at = "${path}: ${builtins.concatStringsSep "." (builtins.head secretEntries).path}";
    expected = "no secrets: all accounts can read the store, and the file becomes part of it";
    got = "a value that is not shown";
    waysOut = [
      "move the token to `credentials.toml` in your Cargo home: `cargo login` writes it there"
      "if git does not track the file: build a flake, which sees tracked files alone"
    ];
  }
