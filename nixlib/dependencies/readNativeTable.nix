/**
  Return what nativeTable.nix gives, as far as `surface` has it: `{ scriptDefaults, allDefaults }`.

  - `scriptDefaults { name, features, links, listed }`: `{ nativeBuildInputs, buildInputs }` for the run of a build script of the
  package `name`, whose program links the crates `links`. It depends on nothing else, so equal runs of two projects stay
  equal. `listed`: the user has listed what the package gets, which is then its own affair; the programs that its helpers
  call follow behind.
  - `allDefaults`: the same of all that a list of crate names may want, whatever their features, as far as it is for this
  platform; for the dev shell.
*/
_scope:
{ surface, enabled }:
let
  table = import ./nativeTable.nix;

  # The value at a dotted path of nixpkgs, as a list of one; none where it is missing.
  valueAt =
    path:
    let
      parts = builtins.filter builtins.isString (builtins.split "\\." path);
      step =
        value: part:
        if value == [ ] || !(builtins.head value ? ${part}) then [ ] else [ (builtins.head value).${part} ];
    in
    builtins.foldl' step [ surface ] parts;
  input =
    wanted:
    if builtins.isString wanted then
      valueAt wanted
    else
      let
        present = builtins.filter (value: value != [ ]) (map valueAt wanted);
      in
      if present == [ ] then [ ] else builtins.head present;
  inputsOf = entries: {
    nativeBuildInputs = builtins.concatMap (
      entry: builtins.concatMap input (entry.tools or [ ])
    ) entries;
    buildInputs = builtins.concatMap (entry: builtins.concatMap input (entry.libraries or [ ])) entries;
  };

  any = wanted: present: builtins.any (name: builtins.elem name present) wanted;
  applies =
    features: links: entry:
    !(any (entry.unlessFeatures or [ ]) features)
    && !(any (entry.unlessLinks or [ ]) links)
    && (!(entry ? onlyFeatures) || any entry.onlyFeatures features);
  # Cargo.lock has crates of all platforms, and a library of another one stops evaluation in nixpkgs.
  available = builtins.filter (input: input.meta.available or true);
  entriesOf = from: name: if from ? ${name} then [ from.${name} ] else [ ];
in
{
  scriptDefaults =
    {
      name,
      features,
      links,
      listed,
    }:
    inputsOf (
      if !enabled then
        [ ]
      else
        builtins.filter (applies features links) (if listed then [ ] else entriesOf table.crates name)
        ++ builtins.concatMap (entriesOf table.helpers) links
    );
  allDefaults =
    names:
    let
      inputs = inputsOf (
        if !enabled then
          [ ]
        else
          builtins.concatMap (name: entriesOf table.crates name ++ entriesOf table.helpers name) names
      );
    in
    builtins.mapAttrs (_kind: available) inputs // { env = { }; };
}
