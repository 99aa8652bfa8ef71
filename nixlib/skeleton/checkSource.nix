/**
  Return true if the directory `cargoRoot` of the source `root` is the root of a workspace with
  Cargo.toml and Cargo.lock. Otherwise stop. `tree` is the source as a value (openTree.nix).
*/
{
  fail,
  directoryAt,
  lib,
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
  otherRoot = labelOf workspace.root.path;
  argument = if cargoRoot == "" then "src" else "cargoRoot";
  at = "buildCargoWorkspace: ${argument}";
  got = toString root + lib.optionalString (cargoRoot != "") "/${cargoRoot}";
  isLink = builtins.pathExists root && builtins.readFileType root == "symlink";
  hasFile = name: directory != null && directory.isFile name;
in
if isLink then
  fail {
    problem = "the source is a symlink";
    at = "buildCargoWorkspace: src";
    expected = "a directory: Nix copies a link as a link";
    got = toString root;
    waysOut = [ "set `src` to the directory behind the link" ];
  }
else if !(hasFile "Cargo.toml") then
  fail {
    problem = "there is no Cargo.toml";
    inherit at got;
    expected = "the root of a Cargo workspace or package";
    waysOut = [
      "set `${argument}` to the directory with Cargo.toml and Cargo.lock"
      "for a subdirectory of `src`: `cargoRoot = \"frontend\";`"
      "in a git checkout: git add Cargo.toml (Nix sees only tracked files)"
    ];
  }
else if !(hasFile "Cargo.lock") then
  fail {
    problem = "there is no Cargo.lock";
    inherit at got;
    expected = "a lock file beside Cargo.toml, with the crates to fetch and their checksums";
    waysOut = [
      "in a git checkout: git add Cargo.lock (Nix sees only tracked files; look into .gitignore)"
      "run `cargo generate-lockfile` and commit Cargo.lock"
    ];
  }
else if workspace.root != null && workspace.root.path != cargoRoot then
  fail {
    problem = "the package belongs to a workspace in another directory";
    at = "buildCargoWorkspace: cargoRoot";
    expected = "the root of a workspace in `${labelOf cargoRoot}`";
    got = "a package without `[workspace]`; Cargo takes the workspace in `${otherRoot}`";
    waysOut = [
      "build this workspace: `cargoRoot = \"${workspace.root.path}\"; packages = [ … ];`"
      "make the package a workspace: add `[workspace]` to Cargo.toml"
    ];
  }
else
  true
