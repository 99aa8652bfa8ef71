/**
  Return a program of the workspace as a store path of its own. `root` is the source. `path` is the
  path of the program in Cargo's configuration, and `name` is its key there.

  A path out of the source stops: Nix would copy a file of this machine into the store.
*/
{
  fail,
  pathText,
  storeName,
  ...
}:
{
  root,
  name,
  path,
}:
let
  inner = pathText.normalise "" path;
in
if inner == null then
  fail {
    problem = "the ${name} of Cargo's configuration is outside of the source";
    at = ".cargo/config.toml, or the committed plan: ${name}";
    expected = "a file below `src`, a program on PATH, or an absolute path";
    got = path;
    waysOut = [
      "keep the program in the project"
      "write a committed plan again: `cargo-nix plan` refuses such a path"
    ];
  }
else
  "${builtins.path {
    # rustc derives the kind of linker from the end of the name.
    name = storeName (baseNameOf inner);
    path = root + "/${inner}";
  }}"
