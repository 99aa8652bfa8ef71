/**
  Return the default package, with the products of `cargo build` for the selection: the only
  package, or else all programs, or else all libraries. A selection without products is an error.

  - `packages`: the packages by name. `roots`: the entries with products. `graph`: their graph.
  - `mkProducts`: a function that makes a package of entries (mkProducts.nix).
*/
{
  byPackageName,
  fail,
  isProgram,
  targetNames,
  ...
}:
{
  packages,
  roots,
  graph,
  mkProducts,
}:
let
  programs = builtins.filter isProgram roots;
  names = builtins.attrNames packages;
  programPackages = builtins.attrNames (byPackageName programs);
  together =
    entries: pname: package:
    mkProducts {
      inherit
        graph
        package
        pname
        entries
        ;
      name = pname;
    };
in
if names == [ ] then
  fail {
    problem = "the selection has nothing to ship, so there is no default package";
    at = "buildCargoWorkspace: default";
    expected = "a package with a program or a library";
    got = targetNames graph.roots;
    waysOut = [
      "with a `command` other than \"build\": use the output `units`"
      "select a package with a program or a library: `packages = [ … ]`"
    ];
  }
else if builtins.length names == 1 then
  packages.${builtins.head names}
else if builtins.length programPackages == 1 then
  together programs (builtins.head programPackages) (builtins.head programs).package
else if programs != [ ] then
  together programs "workspace" null
else
  together roots "workspace" null
