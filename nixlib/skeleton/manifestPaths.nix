/**
  Return the paths in the text of a Cargo.toml, with the spelling of the text:

  - `isWorkspace`: whether the manifest has `[workspace]`, the mark of a workspace's root.
  - `members` (with `default-members`), `exclude`: lists of `[workspace]`.
  - `shared`: paths of `[workspace.dependencies]`, by name.
  - `pointer`: `package.workspace`, or null.
  - `dependencies`: paths of dependencies of all kinds and platforms.
  - `inherited`: names of dependencies with `workspace = true`, which `shared` may have.
  - `patches`: paths of `[patch]` and `[replace]`.
  - `targets`: files of targets and of the package.

  pylib/cargo_nix/skeleton/manifest_paths.py returns the same.
*/
{ manifestEntryKind, readToml, ... }:
text:
let
  entries = readToml text;
  entriesByKind = builtins.groupBy manifestEntryKind entries;
  entriesOf = kind: entriesByKind.${kind} or [ ];
  valuesOf = kind: map ({ value, ... }: value) (entriesOf kind);
  isInWorkspace = { path, ... }: path != [ ] && builtins.head path == "workspace";
  sharedPath = { path, value }: {
    name = builtins.elemAt path 2;
    inherit value;
  };
in
{
  isWorkspace = builtins.any isInWorkspace entries;
  members = valuesOf "members";
  exclude = valuesOf "exclude";
  shared = builtins.listToAttrs (map sharedPath (entriesOf "shared"));
  pointer = if entriesByKind ? pointer then (builtins.head entriesByKind.pointer).value else null;
  dependencies = valuesOf "dependencies";
  inherited = map ({ path, ... }: builtins.elemAt path (builtins.length path - 2)) (
    entriesOf "inherited"
  );
  patches = valuesOf "patches";
  targets = valuesOf "targets";
}
