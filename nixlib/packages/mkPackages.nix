/**
  Return the packages of a workspace:

  - `packages`: each selected package by name, as `cargo build -p` builds the package: programs
    and examples, or libraries if there are neither.
  - `bins`: each program by name, from the same builds.
  - `default`: see mkDefault.nix.
  - `programs`: `packages`, with an error for a package without a program.
  - `shipped`: by package name, the products of the selection as a whole, for packages with
    products to ship.
*/
{
  byPackageName,
  fail,
  isProgram,
  isShipped,
  mkDefault,
  mkProducts,
  targetNames,
  ...
}:
{ workspace, graphs }:
let
  inherit (graphs) main;
  productsOf = mkProducts { inherit workspace; };
  hasProducts = { unit, ... }: unit.products != [ ];
  roots = builtins.filter hasProducts main.roots;
  programs = builtins.filter isProgram roots;

  # Only rustc uses an rlib, so a package ships an rlib only without other products.
  packageOf =
    graph: entries:
    let
      inherit (builtins.head entries) package;
      shipped = builtins.filter isShipped entries;
    in
    productsOf {
      inherit graph package;
      pname = package.name;
      name = "${package.name}-${package.version}";
      entries = if shipped == [ ] then entries else shipped;
    };

  # A program in a selection may have features that only other members request, so each package
  # has a build of its own. The build of a selection with one package is the build of the package.
  selectedEntries = byPackageName roots;
  isOnePackage = builtins.length (builtins.attrNames selectedEntries) == 1;
  graphOf = if isOnePackage then _name: main else graphs.memberGraph;
  packageEntries = builtins.mapAttrs (
    name: entries:
    let
      packageRoots = builtins.filter hasProducts ((graphOf name).packageRoots name);
    in
    if packageRoots == [ ] then entries else packageRoots
  ) selectedEntries;
  packages = builtins.mapAttrs (name: packageOf (graphOf name)) packageEntries;

  programOf =
    entry@{ unit, package, ... }:
    let
      name = unit.target;
      isSameProgram = other: isProgram other && other.unit.target == name;
      entries = builtins.filter isSameProgram packageEntries.${package.name};
    in
    {
      inherit name;
      value = productsOf {
        graph = graphOf package.name;
        inherit package name;
        pname = name;
        entries = if entries == [ ] then [ entry ] else entries;
      };
    };
  checkProgram =
    name: package:
    if builtins.any isProgram selectedEntries.${name} then
      package
    else
      fail {
        problem = "`${name}` is a library without a program";
        at = "buildCargoWorkspace: programs.${name}";
        expected = "a package with a `[[bin]]` target or src/main.rs";
        got = targetNames packageEntries.${name};
        waysOut = [
          "build the library itself with `packages.${name}`"
          "add src/main.rs or a `[[bin]]` target to the package"
        ];
      };
in
{
  inherit packages;
  bins = builtins.listToAttrs (map programOf programs);
  default = mkDefault {
    inherit packages roots;
    graph = main;
    mkProducts = productsOf;
  };
  programs = builtins.mapAttrs checkProgram packages;
  shipped = builtins.mapAttrs (_name: packageOf main) (
    byPackageName (builtins.filter isShipped roots)
  );
}
