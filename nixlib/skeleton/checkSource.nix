/**
  Return true where the directory `cargoRoot` of `root`, a part of `tree` (openTree), has what a
  workspace needs and is its root. Else evaluation stops.
*/
{
  fail,
  directoryAt,
  workspaceOf,
  ...
}:
{
  root,
  cargoRoot,
  tree,
}:
let
  directory = directoryAt tree cargoRoot;
  workspace = (workspaceOf tree).ofDirectory directory;
  labelOf = path: if path == "" then "." else path;
  other = labelOf workspace.root.path;
  argument = if cargoRoot == "" then "src" else "cargoRoot";
  at = "buildCargoWorkspace: ${argument}";
  got = toString root + (if cargoRoot == "" then "" else "/${cargoRoot}");
  isLink = builtins.pathExists root && builtins.readFileType root == "symlink";
  has = name: directory != null && directory.isFile name;
in
if isLink then
  fail {
    problem = "the source is a symlink";
    at = "buildCargoWorkspace: src";
    expected = "a directory: Nix would copy the link, and not what it leads to";
    got = toString root;
    waysOut = [ "give the directory that the link leads to as `src`" ];
  }
else if !(has "Cargo.toml") then
  fail {
    problem = "there is no Cargo.toml";
    inherit at got;
    expected = "the root of a Cargo workspace or package";
    waysOut = [
      "give the directory that holds Cargo.toml and Cargo.lock as `${argument}`"
      "if it is a directory of `src`: name it, as `cargoRoot = \"frontend\";`"
      "in a flake of a git checkout: git add Cargo.toml (a flake sees tracked files alone)"
    ];
  }
else if !(has "Cargo.lock") then
  fail {
    problem = "there is no Cargo.lock";
    inherit at got;
    expected = "a lock file beside Cargo.toml: it says which crates to fetch, and their checksums";
    waysOut = [
      "in a flake of a git checkout: git add Cargo.lock (a flake sees tracked files alone; is it in .gitignore?)"
      "run `cargo generate-lockfile` and commit Cargo.lock"
    ];
  }
else if workspace.root != null && workspace.root.path != cargoRoot then
  fail {
    problem = "the package is of a workspace in another directory";
    at = "buildCargoWorkspace: cargoRoot";
    expected = "the root of a workspace in `${labelOf cargoRoot}`";
    got = "a package without `[workspace]`; Cargo takes the workspace in `${other}`";
    waysOut = [
      "build that workspace: `cargoRoot = \"${workspace.root.path}\"; packages = [ … ];`"
      "make one of the package: add `[workspace]` to its Cargo.toml"
    ];
  }
else
  true
