/**
  Return the entries of the argument `dependencies`:

  - `deps`, `envs`: sets by package.
  - `inputsOf package`: the list in `deps` for a package `{ name, version }`. If the entry lists
    other versions, the list is empty.
  - `envOf package`: the variables in `envs`, as strings, under the same rule.

  A value of a wrong type is an error: see checkDependencyTypes.nix. The type of a variable counts
  only for a package in use.
*/
{
  fail,
  types,
  checkDependencyTypes,
  hasVersions,
  variableText,
  ...
}:
{
  pkgs,
  dependencies,
  fileName,
}:
let
  isFile = builtins.isPath dependencies || builtins.isString dependencies;
  value = if isFile then import dependencies else dependencies;
  contents =
    if value == null then
      { }
    else if builtins.isFunction value || value ? __functor then
      value { inherit pkgs; }
    else
      value;

  entryOf =
    kind: noEntry:
    { name, version }:
    let
      entry = contents.${kind}.${name} or noEntry;
    in
    if hasVersions kind entry then entry.${version} or noEntry else entry;

  checkVariable =
    package: variable: content:
    let
      argument = "envs.\"${package.name}\".${variable}";
      mismatches = types.variable.mismatches argument content;
    in
    if mismatches == [ ] then
      variableText content
    else
      fail {
        inherit (builtins.head mismatches) problem expected got;
        at = "${fileName}: ${argument}";
        waysOut = [ "for example: ${argument} = \"1\";" ];
      };
in
assert checkDependencyTypes { inherit contents fileName; };
{
  deps = contents.deps or { };
  envs = contents.envs or { };
  inputsOf = entryOf "deps" [ ];
  envOf = package: builtins.mapAttrs (checkVariable package) (entryOf "envs" { } package);
}
