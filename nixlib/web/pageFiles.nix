/**
  Return the files of a page as a file set (sourcePath.nix): the page `index`, all existing files
  and directories that the page names in quotes, and `assets`. Paths start at the package in
  `directory`. A path out of the source is not taken.

  So an edit of a Rust file does not make the page again, as long as the module stays equal.
*/
{ lib, pathText, ... }:
{
  root,
  directory,
  index,
  assets,
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
in
{
  inherit hasPage;
  take = lib.optional hasPage page ++ builtins.filter exists (named ++ listed);
}
