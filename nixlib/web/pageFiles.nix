/**
  Return the files of a page as a file set (sourcePath.nix): the page `index`, all existing files
  and directories that the page names in quotes, and `assets`. Paths start at the package in
  `directory`. A path out of the source is not taken. Without the default page, an app has no page;
  another page must exist. `argument` names the app in messages.

  So an edit of a Rust file does not make the page again, as long as the module stays equal.
*/
{
  fail,
  lib,
  pathText,
  ...
}:
{
  root,
  directory,
  index,
  assets,
  argument,
}:
let
  inherit (pathText) normalise parentOf;
  page = normalise directory index;
  hasPage = index != null && page != null && builtins.pathExists (root + "/${page}");
  text = builtins.unsafeDiscardStringContext (builtins.readFile (root + "/${page}"));
  quoted = lib.optionals hasPage (lib.splitRegex "[\"'<>]" text);
  isPath = word: word != "" && builtins.match "[^\n?#:]*" word != null;
  # Paths of a page start at the page.
  named = map (normalise (parentOf page)) (builtins.filter isPath quoted);
  listed = map (normalise directory) assets;
  isOutside = path: path == null || path == "" || path == directory;
  exists = path: !(isOutside path) && builtins.pathExists (root + "/${path}");
  stopMissing = fail {
    problem = "the page of the app does not exist";
    at = "buildCargoWorkspace: ${argument}.index";
    expected = "an HTML file of the workspace, as a path from the package";
    got = index;
    waysOut = [
      "correct the path"
      "add the file: in a Git checkout, `git add` it too"
    ];
  };
in
assert hasPage || index == null || index == "index.html" || stopMissing;
{
  inherit hasPage;
  take = lib.optional hasPage page ++ builtins.filter exists (named ++ listed);
}
