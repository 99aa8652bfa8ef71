/**
  Return a function from units of `all` (a whole graph, in its order) to those of it that took part in building them: what
  they link, the build scripts and proc-macros behind that, artifact dependencies, and themselves.
*/
_scope:
{ all }:
let
  indices = builtins.listToAttrs (builtins.genList (index: { name = (builtins.elemAt all index).unit.identity; value = index; }) (builtins.length all));
  orNone = index: if index == null then [ ] else [ index ];
  below = index:
    let inherit (builtins.elemAt all index) unit; in
    unit.closure ++ unit.host_closure ++ orNone unit.script ++ unit.to_link ++ unit.plugins ++ builtins.attrValues unit.bins
    ++ map (found: builtins.elemAt found 0) (builtins.attrValues (unit.artifacts or { }))
    ++ (if unit.run == null then [ ] else orNone unit.run.program ++ map (link: builtins.elemAt link 1) unit.run.links);
  reached = shipped: builtins.genericClosure {
    startSet = map ({ unit, ... }: { key = indices.${unit.identity}; }) shipped;
    operator = { key }: map (index: { key = index; }) (below key);
  };
in
shipped: map ({ key }: builtins.elemAt all key) (builtins.sort (one: other: one.key < other.key) (reached shipped))
