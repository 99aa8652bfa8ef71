/**
  Return the entries of the argument `dependencies`:

  - `deps`, `envs`: sets by package.
  - `inputsOf package`: the entry in `deps` for a package `{ name, version }`, as
    `{ nativeBuildInputs, buildInputs }`. If the entry lists other versions, the lists are empty.
  - `envOf package`: the variables in `envs`, as strings, under the same rule.

  `programs` are packages of the machine that builds, and `libraries` those of the unit's
  platform. The same file and the same functions are called with both: programs of an entry come
  from the first set, libraries and variables from the second.

  A value of a wrong type is an error: see checkDependencyTypes.nix. The type of a variable counts
  only for a package in use.
*/
{
  fail,
  types,
  checkDependencyTypes,
  hasVersions,
  programNames,
  variableText,
  ...
}:
{
  programs,
  libraries,
  dependencies,
  fileName,
}:
let
  isFile = builtins.isPath dependencies || builtins.isString dependencies;
  value = if isFile then import dependencies else dependencies;
  contentsWith =
    pkgs:
    let
      contents =
        if value == null then
          { }
        else if builtins.isFunction value || value ? __functor then
          value { inherit pkgs; }
        else
          value;
    in
    assert checkDependencyTypes { inherit contents fileName; };
    contents;
  contents = contentsWith libraries;
  programContents = contentsWith programs;

  entryOf =
    contents: kind: noEntry:
    { name, version }:
    let
      entry = contents.${kind}.${name} or noEntry;
    in
    if hasVersions kind entry then entry.${version} or noEntry else entry;

  # An entry for one set of packages, as { nativeBuildInputs, buildInputs }. A list has both.
  partsOf =
    contents: pkgs: package:
    let
      entry = entryOf contents "deps" [ ] package;
      resolved = if builtins.isFunction entry then entry pkgs else entry;
    in
    if builtins.isList resolved then
      {
        nativeBuildInputs = resolved;
        buildInputs = builtins.filter (input: !isForeign || !isProgram input) resolved;
      }
    else
      {
        nativeBuildInputs = [ ];
        buildInputs = [ ];
      }
      // resolved;
  # A program of the platform does not run here, and nixpkgs may be unable to build it.
  isForeign = platformNameOf programs != platformNameOf libraries;
  # Platforms of nixpkgs have functions, so Nix cannot compare them.
  platformNameOf =
    { stdenv, ... }:
    let
      platform = stdenv.hostPlatform;
    in
    platform.config or platform.system;
  isProgram =
    input:
    let
      name = input.pname or (builtins.parseDrvName (input.name or "")).name;
    in
    programNames ? ${name};

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
{
  deps = contents.deps or { };
  envs = contents.envs or { };
  inputsOf = package: {
    inherit (partsOf programContents programs package) nativeBuildInputs;
    inherit (partsOf contents libraries package) buildInputs;
  };
  envOf = package: builtins.mapAttrs (checkVariable package) (entryOf contents "envs" { } package);
}
