/**
  Return a derivation with links to all results of the selection. Packages do not refer to units,
  so the garbage collector deletes units without another reference. The groups are `units`, `plans`
  (with scans and manifests), `crates`, `packages` and `shell`.
*/
{ pylib, runPython, ... }:
{
  workspace,
  graphs,
  packages,
  devShell,
}:
let
  inherit (workspace) python system crates;
  inherit (graphs) main;
  program = builtins.path {
    path = pylib + "/cargo_nix/install/link_roots.py";
    name = "link_roots.py";
  };
  archiveOf = crate: if crate ? archive then [ "${crate.archive}" ] else [ ];
in
runPython {
  name = "cargo-nix-roots";
  inherit system program;
  python = python.builder;
  args = [ (placeholder "out") ];
  request.groups = {
    units = map ({ drv, ... }: "${drv}") main.units;
    plans = main.planPaths ++ builtins.concatMap (map toString) workspace.manifestParts;
    crates = builtins.concatMap (crate: [ "${crate.src}" ] ++ archiveOf crate) (
      builtins.attrValues crates
    );
    packages = [ "${packages.default}" ];
    shell = devShell.parts;
  };
}
