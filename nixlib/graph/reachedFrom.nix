/**
  Return a function from some of `entries` to all entries behind them in the build: linked
  libraries, build scripts, proc-macros, artifact dependencies, and the start entries. `entries`
  are the units of a whole graph (mkUnits.nix). The result has the same order.
*/
{ lib, ... }:
entries:
let
  indexByIdentity = builtins.listToAttrs (
    lib.imap0 (index: { unit, ... }: {
      name = unit.identity;
      value = index;
    }) entries
  );
  optionalIndex = index: lib.optional (index != null) index;
  dependenciesOf =
    index:
    let
      inherit (builtins.elemAt entries index) unit;
    in
    unit.closure
    ++ unit.host_closure
    ++ optionalIndex unit.script
    ++ unit.to_link
    ++ unit.plugins
    ++ builtins.attrValues unit.bins
    ++ map builtins.head (builtins.attrValues (unit.artifacts or { }))
    ++ lib.optionals (unit.run != null) (
      optionalIndex unit.run.program ++ map (link: builtins.elemAt link 1) unit.run.links
    );
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
