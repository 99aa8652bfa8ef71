/**
  Return `packages`, `bins` and `default` of a plan's root units.

  `packages` has each selected package by name: its programs and examples, or its libraries where it has none. `bins` has each
  program by name. Both are what `cargo build -p` makes of the package, whichever others are selected: `aloneOf` is the
  graph that has it, by name. `default` is the only package, or else all programs of the selection in one: what
  `cargo build` makes of it.
*/
{ fail, mkProgram, ... }:
{ python, system, main, aloneOf }:
let
  roots = map (builtins.elemAt main.units) main.planned.roots;
  isProgram = { unit, ... }: unit.kind == "bin" && unit.mode == "build";
  hasProducts = { unit, ... }: unit.products != [ ];
  # An rlib is of use to rustc alone: it is shipped by a package that has nothing else. Examples are roots if asked for.
  isShipped = { unit, ... }: isProgram { inherit unit; } || (unit.kind == "example" && unit.mode == "build")
    || builtins.any (type: builtins.elem type [ "cdylib" "dylib" "staticlib" ]) unit.crate_types;
  programs = builtins.filter isProgram roots;
  metaOf = package: units: {
    description = package.env.CARGO_PKG_DESCRIPTION;
    homepage = package.env.CARGO_PKG_HOMEPAGE;
    license.spdxId = package.env.CARGO_PKG_LICENSE;
  } // (
    let names = map ({ unit, ... }: unit.target) (builtins.filter isProgram units); in
    if names == [ ] then { }
    else { mainProgram = if builtins.elem package.name names then package.name else builtins.head names; }
  );
  program = graph: package: units: { pname, name ? pname }: mkProgram
    {
      inherit python system name units;
      scrub = graph.scrubOf units;
      meta = metaOf package units;
    } // { inherit pname; inherit (package) version; };

  together = builtins.groupBy ({ package, ... }: package.name) (builtins.filter hasProducts roots);
  # One package alone is the selection.
  graphOf = if builtins.length (builtins.attrNames together) == 1 then _name: main else aloneOf;
  byPackage = builtins.mapAttrs
    (name: found:
      let
        graph = graphOf name;
        # A program may need features that other members alone ask for.
        own = builtins.filter hasProducts (map (builtins.elemAt graph.all) (graph.planned.members.roots.${name} or [ ]));
      in
      if own == [ ] then found else own)
    together;
  packages = builtins.mapAttrs
    (_name: found:
      let inherit (builtins.head found) package; in
      program (graphOf package.name) package (if builtins.any isShipped found then builtins.filter isShipped found else found)
        { pname = package.name; name = "${package.name}-${package.version}"; })
    byPackage;
  bins = builtins.listToAttrs (map
    (found:
      let
        name = found.unit.target;
        own = builtins.filter (other: isProgram other && other.unit.target == name) byPackage.${found.package.name};
      in
      {
        inherit name;
        value = program (graphOf found.package.name) found.package (if own == [ ] then [ found ] else own) { pname = name; };
      })
    programs);

  names = builtins.attrNames packages;
  makers = builtins.attrNames (builtins.groupBy ({ package, ... }: package.name) programs);
  default =
    if builtins.length names == 1 then packages.${builtins.head names}
    else if builtins.length makers == 1 then program main (builtins.head programs).package programs { pname = builtins.head makers; }
    else if programs != [ ] then mkProgram { inherit python system; scrub = main.scrubOf programs; name = "workspace"; units = programs; meta = { }; }
    else noPrograms;
  noPrograms = fail {
    problem = "the selection has no program, so there is no default package";
    at = "buildCargoWorkspace: default";
    expected = "a package with a `[[bin]]` target or src/main.rs";
    got = "libraries only: ${builtins.concatStringsSep ", " names}";
    waysOut = [
      "build a library with `packages.${if names == [ ] then "<name>" else builtins.head names}`"
      "select a package that has a program with `packages = [ … ]`"
    ];
  };
  # What `nix run` starts has to be a program: a package of libraries only says so instead.
  asProgram = name:
    if builtins.any ({ package, ... }: package.name == name) programs then packages.${name}
    else
      fail {
        problem = "`${name}` is a library: it has no program to run";
        at = "buildCargoWorkspace: programs.${name}";
        expected = "a package with a `[[bin]]` target or src/main.rs";
        got = "targets: ${builtins.concatStringsSep ", " (map ({ unit, ... }: "${unit.kind} ${unit.target}") (byPackage.${name} or [ ]))}";
        waysOut = [ "build the library itself with `packages.${name}`" "add src/main.rs or a `[[bin]]` target to it" ];
      };
in
{
  inherit packages bins default;
  programs = builtins.mapAttrs (name: _package: asProgram name) packages;
}
