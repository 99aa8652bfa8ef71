/**
  Return a function from entries of `all` (mkUnits of a whole graph, in its order) to the entries that took part in
  building them: what they link, the build scripts and proc-macros behind that, artifact dependencies, and themselves.
*/
_scope: all:
let
  indexByIdentity = builtins.listToAttrs (
    builtins.genList (index: {
      name = (builtins.elemAt all index).unit.identity;
      value = index;
    }) (builtins.length all)
  );
  orNone = index: if index == null then [ ] else [ index ];
  dependenciesOf =
    index:
    let
      inherit (builtins.elemAt all index) unit;
    in
    unit.closure
    ++ unit.host_closure
    ++ orNone unit.script
    ++ unit.to_link
    ++ unit.plugins
    ++ builtins.attrValues unit.bins
    ++ map builtins.head (builtins.attrValues (unit.artifacts or { }))
    ++ (
      if unit.run == null then
        [ ]
      else
        orNone unit.run.program ++ map (link: builtins.elemAt link 1) unit.run.links
    );
  reached =
    entries:
    builtins.genericClosure {
      startSet = map ({ unit, ... }: { key = indexByIdentity.${unit.identity}; }) entries;
      operator = { key }: map (index: { key = index; }) (dependenciesOf key);
    };
in
entries:
map ({ key }: builtins.elemAt all key) (
  builtins.sort (left: right: left.key < right.key) (reached entries)
)
