/**
  Return what the text of a Cargo.toml names of a workspace, as it is spelled there:

  - `isWorkspace`: whether it has `[workspace]`, and so is the root of one.
  - `members` (with those of `default-members`) and `exclude` of that.
  - `shared`: paths of `[workspace.dependencies]`, by name.
  - `pointer`: `package.workspace`, or null.
  - `dependencies`: paths of dependencies of all kinds and targets; `inherited`: names of those that
  `shared` may have.
  - `patches`: paths of `[patch]` and `[replace]`.
  - `targets`: files that targets and the package name.

  pylib/cargo_nix/skeleton/manifest_paths.py reads the same. Source: cargo-util-schemas, manifest/mod.rs.
*/
{ readToml, ... }:
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
  isTargetTable =
    name:
    builtins.elem name [
      "lib"
      "bin"
      "example"
      "test"
      "bench"
    ];
  isPackage = name: name == "package" || name == "project";
  # Which of the lists an entry goes to; "" is none.
  kindOf =
    { path, value }:
    let
      count = builtins.length path;
      key = builtins.elemAt path;
      first = key 0;
      last = key (count - 1);
      # `target.'cfg(unix)'.dependencies.x.path` counts from its third key on.
      from = if first == "target" then 2 else 0;
      ofDependency = count == from + 3 && isDependencyTable (key from);
    in
    if count < 2 then
      ""
    else if builtins.isString value then
      if ofDependency then
        (if last == "path" then "dependencies" else "")
      else if first == "workspace" then
        if count == 2 && (last == "members" || last == "default-members") then
          "members"
        else if count == 2 && last == "exclude" then
          "exclude"
        else if count == 4 && key 1 == "dependencies" && last == "path" then
          "shared"
        else
          ""
      else if first == "patch" then
        (if count == 4 && last == "path" then "patches" else "")
      else if first == "replace" then
        (if count == 3 && last == "path" then "patches" else "")
      else if count != 2 then
        ""
      else if isPackage first then
        if last == "workspace" then
          "pointer"
        else if
          builtins.elem last [
            "build"
            "readme"
            "license-file"
          ]
        then
          "targets"
        else
          ""
      else if isTargetTable first && last == "path" then
        "targets"
      else
        ""
    else if value == true && ofDependency && last == "workspace" then
      "inherited"
    else
      "";
in
text:
let
  entries = readToml text;
  byKind = builtins.groupBy kindOf entries;
  of = kind: byKind.${kind} or [ ];
  valuesOf = kind: map ({ value, ... }: value) (of kind);
  isOfWorkspace = { path, ... }: path != [ ] && builtins.head path == "workspace";
in
{
  isWorkspace = builtins.any isOfWorkspace entries;
  members = valuesOf "members";
  exclude = valuesOf "exclude";
  shared = builtins.listToAttrs (
    map ({ path, value }: {
      name = builtins.elemAt path 2;
      inherit value;
    }) (of "shared")
  );
  pointer = if byKind ? pointer then (builtins.head byKind.pointer).value else null;
  dependencies = valuesOf "dependencies";
  inherited = map ({ path, ... }: builtins.elemAt path (builtins.length path - 2)) (of "inherited");
  patches = valuesOf "patches";
  targets = valuesOf "targets";
}
