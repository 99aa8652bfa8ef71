/**
  Return the arguments of buildCargoWorkspace as data: a list of groups `{ title, options }`. An
  option is a set:

  - `name`: the name of the argument.
  - `type`: see types.nix.
  - `default`: the value of an absent argument. An option without `default` is required.
  - `description`: Markdown, with links relative to docs/.
  - `example`: Nix text.

  checkArguments.nix checks arguments against this data, and dev/options writes docs/options.md.
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
  (group "Web" ./options/web.nix)
  (group "Dev shell" ./options/devShell.nix)
  (group "Store" ./options/store.nix)
]
