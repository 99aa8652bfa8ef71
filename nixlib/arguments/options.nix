/**
  Return the arguments of buildCargoWorkspace as data: a list of groups, `{ title, options }` each. An option is

  - `name`;
  - `type`: see types.nix;
  - `default`: the value of an argument that is not given; an option without one is required;
  - `description`: Markdown, with links that are relative to docs/;
  - `example`: Nix text.

  The check of arguments (checkArguments.nix), docs/options.md and the comment of
  buildCargoWorkspace.nix come of it (dev/options).
*/
scope:
let
  group = title: file: {
    inherit title;
    options = import file scope;
  };
in
[
  (group "Workspace" ./options/workspace.nix)
  (group "Selection" ./options/selection.nix)
  (group "Plan" ./options/plan.nix)
  (group "Crates" ./options/crates.nix)
  (group "Native dependencies" ./options/native.nix)
  (group "All members" ./options/members.nix)
  (group "One package" ./options/package.nix)
  (group "Checks" ./options/checks.nix)
  (group "Dev shell" ./options/devShell.nix)
  (group "Store" ./options/store.nix)
]
