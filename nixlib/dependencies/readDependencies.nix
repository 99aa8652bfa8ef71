/**
  Return a function from a package (`{ name, version }`) to its native dependencies, as the user has them:
  `{ nativeBuildInputs, buildInputs, env, listed }`; `listed` is whether inputs of it are listed at all, if only none.

  `dependencies` is in libnix's format, `{ deps, envs }`, each by name or by name and version; a version that is not
  listed gets nothing. `crateOverrides` is in the format of nixpkgs' defaultCrateOverrides. An entry of `dependencies`
  that matches no locked package stops evaluation.
*/
{ fail, nearest, ... }:
{
  pkgs,
  dependencies,
  crateOverrides,
  names,
}:
let
  value =
    if dependencies == null then
      { }
    else
      let
        read =
          if builtins.isPath dependencies || builtins.isString dependencies then
            import dependencies
          else
            dependencies;
      in
      if builtins.isFunction read then read { inherit pkgs; } else read;
  deps = value.deps or { };
  envs = value.envs or { };

  versions =
    name: map (package: package.version) (builtins.filter (package: package.name == name) names);
  isVersion = text: builtins.match "[0-9]+\\.[0-9]+\\.[0-9]+.*" text != null;
  known = names != [ ];
  shown =
    if builtins.isPath dependencies || builtins.isString dependencies then
      baseNameOf (toString dependencies)
    else
      "dependencies";

  checkName =
    kind: name:
    if versions name != [ ] || !known then
      true
    else
      let
        near = nearest name (map (package: package.name) names);
      in
      fail {
        problem = "`${name}` is not a package in Cargo.lock";
        at = "${shown}: ${kind}.\"${name}\"";
        expected = "the name of a locked package";
        got = name;
        waysOut = [
          "did you mean `${near}`?"
          "remove the entry"
        ];
      };
  checkVersions =
    kind: name: entry:
    if !(builtins.isAttrs entry) || entry ? type then
      true
    else
      builtins.all (
        version:
        if !(isVersion version) || builtins.elem version (versions name) then
          true
        else
          fail {
            problem = "`${name} ${version}` is not a package in Cargo.lock";
            at = "${shown}: ${kind}.\"${name}\".\"${version}\"";
            expected = "a locked version of `${name}`";
            got = version;
            waysOut = [
              "the locked one is ${nearest version (versions name)}"
              "remove the entry"
            ];
          }
      ) (builtins.attrNames entry);
  checked =
    builtins.all
      (
        kind:
        builtins.all (name: checkName kind name && checkVersions kind name value.${kind}.${name}) (
          builtins.attrNames (value.${kind} or { })
        )
      )
      [
        "deps"
        "envs"
      ];

  depsOf =
    { name, version }:
    let
      entry = deps.${name} or [ ];
    in
    if builtins.isList entry then entry else entry.${version} or [ ];
  envOf =
    { name, version }:
    let
      entry = envs.${name} or { };
    in
    if builtins.any isVersion (builtins.attrNames entry) then entry.${version} or { } else entry;
  overrideOf =
    { name, version }:
    let
      override = crateOverrides.${name} or (_attrs: { });
    in
    override {
      crateName = name;
      inherit name version;
      features = [ ];
    };
  # Derivations, paths, numbers and lists of them have a text; `crateBin` and the like have none, and mean nothing here.
  hasText =
    value:
    if builtins.isList value then
      builtins.all hasText value
    else if builtins.isAttrs value then
      value ? outPath || value ? __toString
    else
      !(builtins.isFunction value || value == null);
  textsOf =
    set:
    builtins.mapAttrs (_name: toString) (
      builtins.removeAttrs set (builtins.filter (name: !(hasText set.${name})) (builtins.attrNames set))
    );
  inputKinds = [
    "nativeBuildInputs"
    "buildInputs"
    "propagatedBuildInputs"
  ];
in
package@{ name, version }:
assert checked;
let
  override = overrideOf package;
  listed = depsOf package;
in
{
  # A package of libnix's list may be a tool or a library; each is found where it is looked for.
  nativeBuildInputs = listed ++ (override.nativeBuildInputs or [ ]);
  buildInputs = listed ++ (override.buildInputs or [ ]) ++ (override.propagatedBuildInputs or [ ]);
  # buildRustCrate takes variables as attributes of their own, and in `env`.
  env =
    envOf package
    // textsOf (override.env or { })
    // textsOf (builtins.removeAttrs override ([ "env" ] ++ inputKinds));
  listed = deps ? ${package.name} || builtins.any (kind: override ? ${kind}) inputKinds;
}
