{
  workspaceOf,
  directoryAt,
  openTree,
  ...
}:
let
  tree = openTree ../fixtures/workspace;
  workspace = workspaceOf tree;
  rootOf =
    path:
    let
      inherit (workspace.ofDirectory (directoryAt tree path)) root;
    in
    if root == null then null else root.path;
in
{
  "a workspace is its own root" = {
    expr = rootOf "";
    expected = "";
  };
  "a package looks for its root above" = {
    expr = rootOf "crates/app";
    expected = "";
  };
  "a package can name its root" = {
    expr = rootOf "crates/.hidden";
    expected = "";
  };
  "an excluded package has no workspace" = {
    expr = rootOf "crates/excluded";
    expected = null;
  };
  "the manifests on the way to the root are read" = {
    expr = map (directory: directory.path) (
      (workspace.ofDirectory (directoryAt tree "crates/app")).directories
    );
    expected = [ "" ];
  };
}
