/**
  Return the plan's units in the plan's order: `{ unit, package, source, src, programs, closure, drv }` each; `src` is where
  the unit's sources were when it was built, `programs` are the entries of the programs that a test may start, `closure` those
  of the libraries that it links.

  `given` are derivations by identity: a unit that another plan has too is that plan's.
*/
{ mkUnit, mkBuilder, ... }:
{ surface, python, system, toolchain, plan, cargoRoot ? "", crates, unitSources, nativeOf, nativeDefaults, linkerOf, contentAddressed ? false, incrementalDir ? null, given ? { } }:
let
  builder = mkBuilder { inherit python system; };
  make = mkUnit { inherit surface python system toolchain builder plan contentAddressed incrementalDir; };

  linkedByHost = builtins.listToAttrs (map
    (index: { name = (builtins.elemAt plan.units index).identity; value = null; })
    (builtins.concatMap (row: row.closure)
      (builtins.filter (row: builtins.elem row.kind [ "custom-build" "proc-macro" ] && row.run == null) plan.units)));

  # Paths that rustc embeds (panic messages, debug info) are shown below directories that cannot exist in a sandbox.
  memberSource = package:
    let
      inherit (package.origin) directory;
      sourceOf = unitSources package;
    in
    unit:
    let
      source = sourceOf unit;
      # What rustc runs, or a build script links, opens the files of its package while the workspace is built.
      runsNow = unit.kind == "proc-macro" || linkedByHost ? ${unit.identity};
      src = if runsNow && source.embeds then source.run.src else source.src;
      inside = set: if directory == "" then set else "${set}/${directory}";
      # Cargo runs rustc in the workspace's root, with a relative path, where the source lies below
      # it: file!() depends on it. Any other it compiles in its package, with an absolute one
      # (core/compiler/mod.rs, path_args).
      prefix = if cargoRoot == "" then "" else "${cargoRoot}/";
      length = builtins.stringLength prefix;
      isInWorkspace = builtins.substring 0 length unit.src_path == prefix;
      cwdIn = set:
        if !isInWorkspace then inside set
        else if cargoRoot == "" then set
        else "${set}/${cargoRoot}";
    in
    {
      inherit src;
      inherit (source) takesPrograms writable inTarget embeds level narrowed;
      archive = "";
      cwd = cwdIn src;
      manifestDir = inside src;
      run = {
        inherit (source.run) src level takesPrograms;
        cwd = cwdIn source.run.src;
        manifestDir = inside source.run.src;
      };
      file = path: if isInWorkspace then builtins.substring length (-1) path else "${src}/${path}";
      remap = [ [ src "/workspace" ] ];
    };
  crateSource = package:
    let
      crate = crates.${package.origin.crate};
      inherit (package.origin) subdirectory;
      at = archive: src:
        let
          # A git package may lie anywhere in its repository, and may read its neighbours.
          root = if subdirectory == "" then src else "${src}/${subdirectory}";
        in
        {
          inherit archive src;
          takesPrograms = true;
          writable = false;
          inTarget = false;
          level = "package";
          narrowed = "";
          cwd = root;
          manifestDir = root;
          file = path: "${root}/${path}";
          remap = [ [ src "/crates/${package.name}-${package.version}" ] ];
        };
      # What a script says leads into the package, so all units of one that has a script see it in one place. Any other
      # unit unpacks the archive into an output of its own, which saves a derivation.
      shared = package.has_script or true || !(crate ? archive);
    in
    _unit: at "" "${crate.src}" // (if shared then { } else { unpacked = at "${crate.archive}" (placeholder "src"); });

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
        drv = given.${row.identity} or (make { inherit unit package native bins units; source = source.unpacked or source; });
      in
      {
        inherit unit package source drv;
        programs = builtins.mapAttrs (_name: builtins.elemAt units) row.bins;
        closure = map (builtins.elemAt units) row.closure;
        src = if source ? unpacked then "${drv.src}" else source.src;
      })
    plan.units;
in
units
