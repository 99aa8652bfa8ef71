/**
  Return the derivation of one unit. Nothing about the workspace is in it that the unit does not need, so that equal
  units of two projects are one derivation.

  A unit that only runs rustc is a bare derivation. One that links or runs a build script, and one with native
  dependencies, gets stdenv's environment: the linker is its compiler.
*/
{ ... }:
{ surface, python, system, toolchain, builder, plan, contentAddressed, incrementalDir }:
{ unit, package, native, source, bins, units }:
let
  outOf = index: "${(builtins.elemAt units index).drv}";
  # What of a dependency can be linked.
  fileOf = index:
    let dep = builtins.elemAt units index; in map (file: "${dep.drv}/${file}") dep.unit.linkable;
  # Cargo compiles a test no second time for another program that it may start. So rustc is told a place of the same length
  # that says nothing of the program's contents, and the test's run puts the real one there (checks/embedded.py).
  standIn = index:
    let dep = (builtins.elemAt units index).unit; in
    "${builtins.storeDir}/${builtins.substring 0 32 (builtins.hashString "sha256" "${dep.identity} ${dep.name}")}-${dep.name}/${builtins.head dep.products}";
  # The variables of artifact dependencies: a unit's output, or a file in it.
  artifacts = builtins.mapAttrs
    (_name: found:
      let out = outOf (builtins.elemAt found 0); file = builtins.elemAt found 1; in
      if file == "" then out else "${out}/${file}")
    (unit.artifacts or { });
  isRun = unit.run != null;
  needsStdenv = isRun || unit.needs_linker || native.nativeBuildInputs != [ ] || native.buildInputs != [ ];

  common = {
    packageName = package.name;
    packageVersion = package.version;
    packageEnv = package.env;
    inherit (package) member;
    # Crates do not see the workspace, so its paths are for path packages alone.
    configEnv = plan.config_env
      // (if package.origin.directory == null then { } else builtins.mapAttrs (_name: path: "${source.src}/${path}") plan.config_paths);
    # What [env] has with `force` wins over variables that are there.
    dependencyEnv = builtins.removeAttrs native.env (plan.config_forced or [ ]);
    rustc = "${toolchain.rustc}/bin/rustc";
    cargo = "${toolchain.cargo}/bin/cargo";
    inherit (source) src manifestDir level narrowed;
    unit = builtins.removeAttrs unit [
      "name"
      "package"
      "externs"
      "closure"
      "host_closure"
      "script"
      "to_link"
      "plugins"
      "bins"
      "linkable"
      "needs_linker"
      "incremental"
      "src_path"
      "artifacts"
    ] // { env = unit.env // artifacts; };
  };

  # A path of this machine, in the units that Cargo would compile incrementally and nowhere else. Not in tests: they are
  # compiled in a copy then, and open their fixtures where they were compiled.
  isTest = unit.mode == "test" || builtins.elem unit.kind [ "test" "bench" ];
  incremental = if incrementalDir != null && unit.incremental && !isTest then { inherit incrementalDir; } else { };

  compile = common // incremental // {
    inherit (source) archive cwd writable inTarget;
    srcPath = source.file unit.src_path;
    externs = builtins.concatMap
      (extern:
        let dep = builtins.elemAt units extern.unit; in
        map (file: { inherit (extern) name options; inherit file; where = if dep.unit.platform == unit.platform then "own" else "host"; })
          dep.unit.linkable)
      unit.externs;
    closure = {
      own = builtins.concatMap fileOf unit.closure;
      host = builtins.concatMap fileOf unit.host_closure;
    };
    # Not null: stdenv drops such attributes.
    script = if unit.script == null then "" else outOf unit.script;
    toLink = map outOf unit.to_link;
    plugins = map outOf unit.plugins;
    bins = if source.takesPrograms then bins else builtins.mapAttrs (_name: standIn) unit.bins;
    remap = source.remap ++ (if unit.script == null then [ ] else [ [ (outOf unit.script) "/build-script/${package.name}-${package.version}" ] ]);
  };

  run = common // {
    rustdoc = "${toolchain.rustc}/bin/rustdoc";
    # Empty where the configuration overrides the script.
    program = if unit.run.program == null then "" else "${outOf unit.run.program}/${unit.run.program_file}";
    links = map (link: [ (builtins.elemAt link 0) (outOf (builtins.elemAt link 1)) ]) unit.run.links;
    plugins = map outOf unit.plugins;
    cfg = plan.cfg.${unit.run.cfg};
    unit = common.unit // { run = builtins.removeAttrs unit.run [ "program" "program_file" "links" "cfg" ]; };
  };

  # C that a script compiles with Cargo's OPT_LEVEL=0 is not compiled under _FORTIFY_SOURCE, which wants optimisation:
  # glibc's headers warn where there is none, and probes under -Werror take that for an answer (jemalloc's configure).
  hardening = if isRun && unit.env.OPT_LEVEL or "" == "0" then { hardeningDisable = [ "fortify" ]; } else { };

  # Floating: what is built from equal inputs and comes out equal is not built upon again.
  addressed =
    if contentAddressed then { __contentAddressed = true; outputHashMode = "recursive"; outputHashAlgo = "sha256"; }
    else { };
  # Where the archive is unpacked: empty afterwards, unless what was compiled names it.
  outputs = [ "out" ] ++ (if source.archive == "" then [ ] else [ "src" ]);
  attrs = (if isRun then run else compile) // addressed // { inherit outputs; name = unit.name; };
in
if needsStdenv then
  surface.stdenv.mkDerivation
    (attrs // hardening // {
      __structuredAttrs = true;
      args = [ "-e" ./enter.sh ];
      python = python.builder;
      builderProgram = builder;
      inherit (native) nativeBuildInputs buildInputs;
    })
else
  derivation (attrs // {
    inherit system;
    __structuredAttrs = true;
    builder = python.builder;
    args = [ "-I" "-S" builder ];
  })
