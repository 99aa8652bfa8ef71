/**
  Return the list (manifestPaths.nix) of an entry `{ path, value }` in a Cargo.toml, or "" for an
  entry of no list.

  Source: cargo-util-schemas, manifest/mod.rs.
*/
_scope:
let
  isDependencyTable =
    name:
    builtins.elem name [
      "dependencies"
      "dev-dependencies"
      "dev_dependencies"
      "build-dependencies"
      "build_dependencies"
    ];
  kindByPath = {
    workspace = {
      members = "members";
      default-members = "members";
      exclude = "exclude";
    };
    package = {
      workspace = "pointer";
      build = "targets";
      readme = "targets";
      license-file = "targets";
    };
    project = kindByPath.package;
    lib.path = "targets";
    bin.path = "targets";
    example.path = "targets";
    test.path = "targets";
    bench.path = "targets";
  };
in
{ path, value }:
let
  count = builtins.length path;
  keyAt = builtins.elemAt path;
  first = keyAt 0;
  last = keyAt (count - 1);
  # Keys of `target.'cfg(unix)'.dependencies.x.path` count from the third key.
  start = if first == "target" then 2 else 0;
  isInDependency = count == start + 3 && isDependencyTable (keyAt start);
  isSharedPath = first == "workspace" && count == 4 && keyAt 1 == "dependencies" && last == "path";
  isPatchPath =
    last == "path" && (first == "patch" && count == 4 || first == "replace" && count == 3);
in
if count < 2 then
  ""
else if isInDependency && last == "workspace" && value == true then
  "inherited"
else if !(builtins.isString value) then
  ""
else if isInDependency then
  (if last == "path" then "dependencies" else "")
else if isSharedPath then
  "shared"
else if isPatchPath then
  "patches"
else if count == 2 then
  kindByPath.${first}.${last} or ""
else
  ""
