/**
  Return a function from shipped entries of `all` (mkUnits of a whole graph) to the store paths that the shipped files
  must not refer to: what took part in building them, and the toolchain. Nothing else of the workspace counts.

  An artifact dependency stays: the program that names such a file opens it when it runs.
*/
{ reachedFrom, ... }:
{
  all,
  toolchain,
  contentAddressed,
}:
let
  takingPart = reachedFrom all;
  # Paths are searched for and not read, so they are no inputs. The path of a content-addressed output is known only to
  # those that have it as an input.
  asText = builtins.unsafeDiscardStringContext;
  outputText = if contentAddressed then (path: path) else asText;
  isUnpacked = { attributes, ... }: attributes.archive or "" != "";
in
shipped:
let
  entries = takingPart shipped;
  openedLater = builtins.listToAttrs (
    builtins.concatMap (
      { unit, ... }:
      map (artifact: {
        name = (builtins.elemAt all (builtins.head artifact)).unit.identity;
        value = null;
      }) (builtins.attrValues (unit.artifacts or { }))
    ) entries
  );
in
builtins.concatMap (
  entry@{
    unit,
    drv,
    source,
    ...
  }:
  (if openedLater ? ${unit.identity} then [ ] else [ (outputText "${drv}") ])
  ++ [ ((if isUnpacked entry then outputText else asText) source.src) ]
) entries
++ map asText [
  "${toolchain.rustc}"
  "${toolchain.cargo}"
]
