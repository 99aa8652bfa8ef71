/**
  Return a function from some entries of `entries` to all entries that took part in their build:
  linked libraries, build scripts and proc-macros behind these, artifact dependencies, and the
  entries themselves. `entries` are the units of a whole graph (mkUnits.nix), and the result has
  their order.
*/
{ lib, unitDependencies, ... }:
entries:
let
  indexByIdentity = builtins.listToAttrs (
    lib.imap0 (index: { unit, ... }: {
      name = unit.identity;
      value = index;
    }) entries
  );
  dependenciesOf = index: unitDependencies (builtins.elemAt entries index).unit;
  toKey = index: { key = index; };
  reachedKeys =
    start:
    builtins.genericClosure {
      startSet = map ({ unit, ... }: toKey indexByIdentity.${unit.identity}) start;
      operator = { key }: map toKey (dependenciesOf key);
    };
  inOrder = builtins.sort (left: right: left.key < right.key);
in
start: map ({ key }: builtins.elemAt entries key) (inOrder (reachedKeys start))
