/**
  Return the plan's units in the plan's order: `{ unit, package, source, bins, drv }` each.

  `given` are derivations by identity: a unit that another plan has too is that plan's.
*/
{ mkUnit, mkBuilder, ... }:
{ surface, python, system, toolchain, plan, crates, sourcesOf, nativeOf, nativeDefaults, linkerOf, contentAddressed ? false, incrementalDir ? null, given ? { } }:
let
  builder = mkBuilder { inherit python system; };
  make = mkUnit { inherit surface python system toolchain builder plan contentAddressed incrementalDir; };

  # Paths that rustc embeds (panic messages, debug info) are shown below directories that cannot exist in a sandbox.
  memberSource = package:
    let
      inherit (package.origin) directory;
      sourceOf = sourcesOf package;
    in
    unit:
    let
      source = sourceOf unit;
      inherit (source) src;
      inside = set: if directory == "" then set else "${set}/${directory}";
    in
    {
      inherit (source) src manifest takesPrograms;
      cwd = src;
      manifestDir = inside src;
      start = { inherit (source.start) src writable; manifestDir = inside source.start.src; };
      # Cargo runs rustc of a member in the workspace root, with a relative path: file!() depends on it.
      file = path: path;
      remap = [ [ src "/workspace" ] ];
    };
  crateSource = package:
    let
      src = "${crates.${package.origin.crate}.src}";
      inherit (package.origin) subdirectory;
      # A git package may lie anywhere in its repository, and may read its neighbours.
      root = if subdirectory == "" then src else "${src}/${subdirectory}";
    in
    _unit: {
      inherit src;
      manifest = "";
      takesPrograms = true;
      cwd = root;
      manifestDir = root;
      file = path: "${root}/${path}";
      remap = [ [ src "/crates/${package.name}-${package.version}" ] ];
    };

  packages = map
    (package: {
      inherit package;
      native = nativeOf { inherit (package) name version; };
      sourceOf = if package.origin.directory == null then crateSource package else memberSource package;
    })
    plan.packages;

  # A crate that a build script links may call a program: what its run finds follows from what is in its program.
  linksOf = run:
    if run.program == null then [ ]
    else map (index: (builtins.elemAt plan.packages (builtins.elemAt plan.units index).package).name) (builtins.elemAt plan.units run.program).closure;
  nativeFor = row: { package, native, ... }:
    if row.run == null then native
    else
      let
        defaults = nativeDefaults.ofScript {
          inherit (package) name;
          inherit (row.run) features;
          inherit (native) listed;
          links = linksOf row.run;
        };
      in
      native // {
        nativeBuildInputs = native.nativeBuildInputs ++ defaults.nativeBuildInputs;
        buildInputs = native.buildInputs ++ defaults.buildInputs;
      };

  units = map
    (row:
      let
        inherit (builtins.elemAt packages row.package) package sourceOf;
        native = nativeFor row (builtins.elemAt packages row.package);
        source = sourceOf row;
        # The programs that an integration test may start.
        bins = builtins.mapAttrs (_name: index: let dep = builtins.elemAt units index; in "${dep.drv}/${builtins.head dep.unit.products}") row.bins;
        unit = row // { linker = linkerOf { triple = if row.platform == null then plan.host else row.platform; named = row.linker; }; };
      in
      {
        inherit unit package source bins;
        drv = given.${row.identity} or (make { inherit unit package native source bins units; });
      })
    plan.units;
in
units
