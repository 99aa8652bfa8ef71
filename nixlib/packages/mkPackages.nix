/**
  Return what users build of a workspace:

  - `packages`: each selected package by name: its programs and examples, or its libraries if it has
    none. Each is what `cargo build -p` makes of the package.
  - `bins`: each program by name, made in the same way.
  - `default`: what `cargo build` makes of the selection: the only package, or else all programs, or
    else all libraries.
  - `programs`: `packages`, in which a package without a program is an error.
  - `shipped`: by package name, what the selection as a whole makes of each package with products to
    ship.
*/
{
  fail,
  mkProgram,
  mainProgram,
  isShipped,
  generatedFiles,
  ...
}:
{ workspace, graphs }:
let
  inherit (workspace) python system skeleton;
  inherit (graphs) main;
  isProgram = { unit, ... }: unit.kind == "bin" && unit.mode == "build";
  hasProducts = { unit, ... }: unit.products != [ ];
  roots = builtins.filter hasProducts main.roots;
  programs = builtins.filter isProgram roots;

  metaOf = package: {
    description = package.env.CARGO_PKG_DESCRIPTION;
    homepage = package.env.CARGO_PKG_HOMEPAGE;
    license.spdxId = package.env.CARGO_PKG_LICENSE;
  };
  # `entries` of `graph`; `package` is null for those of several packages.
  make =
    {
      graph,
      package,
      pname,
      name,
      entries,
    }:
    let
      programEntries = builtins.filter isProgram entries;
    in
    mkProgram {
      inherit
        python
        system
        name
        pname
        entries
        ;
      version = if package == null then "" else package.version;
      generated = generatedFiles {
        inherit entries;
        inherit (workspace) overrideOf;
      };
      scrub = graph.scrubbedPaths entries;
      meta = if package == null then { } else metaOf package;
      programNames = map ({ unit, ... }: unit.target) programEntries;
      mainProgram = mainProgram {
        inherit skeleton pname;
        entries = programEntries;
      };
    };
  # An rlib is of use to rustc alone: a package ships it if it has nothing else.
  ofPackage =
    graph: entries:
    let
      inherit (builtins.head entries) package;
      shipped = builtins.filter isShipped entries;
    in
    make {
      inherit graph package;
      pname = package.name;
      name = "${package.name}-${package.version}";
      entries = if shipped == [ ] then entries else shipped;
    };

  inSelection = builtins.groupBy ({ package, ... }: package.name) roots;
  # One package alone is the selection.
  graphOf =
    if builtins.length (builtins.attrNames inSelection) == 1 then _name: main else graphs.aloneOf;
  # In a selection, a program may have features that only other members ask for.
  alone = builtins.mapAttrs (
    name: entries:
    let
      ownRoots = builtins.filter hasProducts ((graphOf name).rootsAlone name);
    in
    if ownRoots == [ ] then entries else ownRoots
  ) inSelection;
  packages = builtins.mapAttrs (name: ofPackage (graphOf name)) alone;
  binOf =
    entry@{ unit, package, ... }:
    let
      name = unit.target;
      sameProgram = builtins.filter (
        other: isProgram other && other.unit.target == name
      ) alone.${package.name};
    in
    {
      inherit name;
      value = make {
        graph = graphOf package.name;
        inherit package name;
        pname = name;
        entries = if sameProgram == [ ] then [ entry ] else sameProgram;
      };
    };

  names = builtins.attrNames packages;
  together =
    entries: pname: package:
    make {
      graph = main;
      inherit package pname entries;
      name = pname;
    };
  programPackages = builtins.attrNames (builtins.groupBy ({ package, ... }: package.name) programs);
  default =
    if names == [ ] then
      noProducts
    else if builtins.length names == 1 then
      packages.${builtins.head names}
    else if builtins.length programPackages == 1 then
      together programs (builtins.head programPackages) (builtins.head programs).package
    else if programs != [ ] then
      together programs "workspace" null
    else
      together roots "workspace" null;
  noProducts = fail {
    problem = "the selection has nothing to ship, so there is no default package";
    at = "buildCargoWorkspace: default";
    expected = "a package with a program or a library";
    got = "targets: ${
      builtins.concatStringsSep ", " (map ({ unit, ... }: "${unit.kind} ${unit.target}") main.roots)
    }";
    waysOut = [
      "with `command` other than \"build\": take what you want of `units`"
      "select a package that has a program or a library with `packages = [ … ]`"
    ];
  };
  asProgram =
    name:
    if builtins.any ({ package, ... }: package.name == name) programs then
      packages.${name}
    else
      fail {
        problem = "`${name}` is a library: it has no program to run";
        at = "buildCargoWorkspace: programs.${name}";
        expected = "a package with a `[[bin]]` target or src/main.rs";
        got = "targets: ${
          builtins.concatStringsSep ", " (map ({ unit, ... }: "${unit.kind} ${unit.target}") alone.${name})
        }";
        waysOut = [
          "build the library itself with `packages.${name}`"
          "add src/main.rs or a `[[bin]]` target to it"
        ];
      };
in
{
  inherit packages default;
  bins = builtins.listToAttrs (map binOf programs);
  programs = builtins.mapAttrs (name: _package: asProgram name) packages;
  shipped = builtins.mapAttrs (_name: ofPackage main) (
    builtins.groupBy ({ package, ... }: package.name) (builtins.filter isShipped roots)
  );
}
