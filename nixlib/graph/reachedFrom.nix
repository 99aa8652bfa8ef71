/**
  Return a function from some of `entries` to all entries behind them in the build: linked
  libraries, build scripts, proc-macros, artifact dependencies, and the start entries. `entries`
  are the units of a whole graph (mkUnits.nix). The result has the same order.
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
  # Direct dependencies are enough, and closures would be read for each entry again.
  dependenciesOf =
    index:
    let
      inherit (builtins.elemAt entries index) unit;
      closures = {
        closure = [ ];
        host_closure = [ ];
      };
    in
    map (extern: extern.unit) unit.externs ++ unitDependencies (unit // closures);
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
