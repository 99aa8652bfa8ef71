/**
  Return a derivation with links to what Nix built for the selection: its packages do not refer to units, and Nix
  collects what no root refers to. The groups are `units`, `plans` (with scans and manifests), `crates`, `packages` and
  `shell`.
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
  crateFiles = crate: [ "${crate.src}" ] ++ (if crate ? archive then [ "${crate.archive}" ] else [ ]);
in
runPython {
  name = "cargo-nix-roots";
  inherit system program;
  python = python.builder;
  args = [ (placeholder "out") ];
  request.groups = {
    units = map ({ drv, ... }: "${drv}") main.units;
    plans = main.planPaths ++ builtins.concatMap (map toString) workspace.manifestParts;
    crates = builtins.concatMap crateFiles (builtins.attrValues crates);
    packages = [ "${packages.default}" ];
    shell = devShell.parts;
  };
}
